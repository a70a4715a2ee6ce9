package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import java.util.Comparator;
import java.util.List;

/** Checks the settings of a match against what can be played here, and fills in what was left out. Stateless. */
final class SettingsResolver {
    private final MatchLimits limits;

    SettingsResolver(final MatchLimits limits) {
        this.limits = limits;
    }

    /**
     * @param asked the settings that a player asks for.
     * @param rules what can be played.
     * @return the same, complete.
     * @throws RefusedException RULES_NOT_FOUND, or INVALID_SETTINGS with the field, its value and what is allowed.
     */
    ResolvedSettings resolve(final MatchSettings asked, final List<RuleSetDescriptor> rules) {
        final RuleSetDescriptor descriptor = find(asked, rules);
        final byte[] options = encode(descriptor, asked);
        final MatchSettings.Builder settings = MatchSettings.newBuilder()
                .setRules(descriptor.id())
                .setRulesVersion(descriptor.version())
                .putAllOptions(OptionsCodec.decode(descriptor, options))
                .setSigning(signing(asked))
                .setClockInitialMs(range("clock_initial_ms", asked.getClockInitialMs(), limits.clockMaxMs()))
                .setClockIncrementMs(range("clock_increment_ms", asked.getClockIncrementMs(), limits.clockMaxMs()))
                .setAbandonGraceMs(
                        range("abandon_grace_ms", asked.getAbandonGraceMs(), limits.abandonGraceMaxMs()));
        if (settings.getAbandonGraceMs() == 0) {
            settings.setAbandonGraceMs(limits.abandonGraceMs());
        }
        checkClocks(descriptor, settings);
        return new ResolvedSettings(descriptor, settings.build(), options);
    }

    private static RuleSetDescriptor find(final MatchSettings asked, final List<RuleSetDescriptor> rules) {
        if (rules.isEmpty()) {
            throw new RefusedException(ResultCode.SHARD_UNAVAILABLE, "no shard has said yet what can be played");
        }
        final int version = asked.getRulesVersion();
        return rules.stream()
                .filter(each -> each.id().equals(asked.getRules()))
                .filter(each -> version == 0 || each.version() == version)
                .max(Comparator.comparingInt(RuleSetDescriptor::version))
                .orElseThrow(() -> notFound(asked, rules));
    }

    private static RefusedException notFound(final MatchSettings asked, final List<RuleSetDescriptor> rules) {
        final String name = asked.getRules().length() <= 64 ? asked.getRules() : asked.getRules().substring(0, 64);
        final String installed = String.join(
                ", ",
                rules.stream().map(each -> each.id() + " " + each.version()).toList());
        return new RefusedException(
                ResultCode.RULES_NOT_FOUND,
                "rule set '" + name + "'" + (asked.getRulesVersion() == 0 ? "" : " " + asked.getRulesVersion())
                        + " is not installed; there are: " + installed);
    }

    private static byte[] encode(final RuleSetDescriptor descriptor, final MatchSettings asked) {
        try {
            return OptionsCodec.encode(descriptor, asked.getOptionsMap());
        } catch (final IllegalArgumentException e) {
            throw new RefusedException(ResultCode.INVALID_SETTINGS, e.getMessage());
        }
    }

    private static Signing signing(final MatchSettings asked) {
        return switch (asked.getSigning()) {
            case SIGNING_UNSPECIFIED, SIGNING_GATEWAY -> Signing.SIGNING_GATEWAY;
            case SIGNING_PLAYER -> Signing.SIGNING_PLAYER;
            case UNRECOGNIZED ->
                    throw new RefusedException(
                            ResultCode.INVALID_SETTINGS,
                            "signing " + asked.getSigningValue() + " is not SIGNING_GATEWAY or SIGNING_PLAYER");
        };
    }

    private static long range(final String field, final long value, final long max) {
        if (value < 0 || value > max) {
            throw new RefusedException(
                    ResultCode.INVALID_SETTINGS, field + " " + value + " is not a number from 0 to " + max);
        }
        return value;
    }

    private static void checkClocks(final RuleSetDescriptor descriptor, final MatchSettings.Builder settings) {
        if (settings.getClockInitialMs() > 0 && !descriptor.turnBased()) {
            throw new RefusedException(
                    ResultCode.INVALID_SETTINGS,
                    "clock_initial_ms " + settings.getClockInitialMs() + ": " + descriptor.id()
                            + " is not played in turns, so only 0 is allowed");
        }
        if (settings.getClockIncrementMs() > 0 && settings.getClockInitialMs() == 0) {
            throw new RefusedException(
                    ResultCode.INVALID_SETTINGS,
                    "clock_increment_ms " + settings.getClockIncrementMs()
                            + " is only allowed together with clock_initial_ms");
        }
    }
}
