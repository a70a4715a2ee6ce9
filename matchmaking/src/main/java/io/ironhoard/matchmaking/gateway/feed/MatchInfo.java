package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.SigningMode;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What does not change in a match. Immutable by convention: nobody writes to the arrays.
 *
 * @param shardId the shard that has it.
 * @param header what head₀ binds.
 * @param headPreimage the bytes that head₀ is the hash of.
 * @param initialHead head₀ as the shard computed it.
 * @param seed the match's seed: secret until the match is over.
 * @param descriptor its rule set, where a shard has announced it.
 */
public record MatchInfo(
        int shardId,
        MatchHeader header,
        byte[] headPreimage,
        byte[] initialHead,
        byte[] seed,
        Optional<RuleSetDescriptor> descriptor) {

    /**
     * Read the event that opened a match.
     *
     * @param shardId the shard that has it.
     * @param event the event.
     * @param rules finds rule sets.
     * @return what it says.
     */
    public static MatchInfo of(final int shardId, final MatchCreatedDecoder event, final RuleSetFinder rules) {
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        event.getSeed(seed, 0, seed.length);
        final byte[] initialHead = new byte[MatchCreatedDecoder.initialHeadLength()];
        event.getInitialHead(initialHead, 0, initialHead.length);
        final int version = event.rulesVersion();
        final int signing = event.signing() == SigningMode.PLAYER ? Signing.SIGNING_PLAYER_VALUE
                : Signing.SIGNING_GATEWAY_VALUE;
        final List<PlayerId> players = new ArrayList<>();
        for (final MatchCreatedDecoder.SeatsDecoder seat : event.seats()) {
            players.add(new PlayerId(seat.playerIdHigh(), seat.playerIdLow()));
        }
        final String rulesId = event.rules();
        final byte[] rulesIdBytes = rulesId.getBytes(StandardCharsets.US_ASCII);
        final byte[] options = new byte[event.optionsLength()];
        event.getOptions(options, 0, options.length);
        final HeadPreimage preimage = new HeadPreimage(players.size(), rulesIdBytes.length + options.length)
                .match(event.matchIdHigh(), event.matchIdLow(), event.timeMs(), new UnsafeBuffer(seed), 0)
                .clock(event.clockInitialMs(), event.clockIncrementMs(), event.abandonGraceMs())
                .rules(version, signing, players.size());
        for (int seat = 0; seat < players.size(); seat++) {
            preimage.player(seat, players.get(seat).high(), players.get(seat).low());
        }
        preimage.rulesId(new UnsafeBuffer(rulesIdBytes), 0, rulesIdBytes.length);
        preimage.options(new UnsafeBuffer(options), 0, options.length);
        final byte[] bytes = preimage.toByteArray();
        return new MatchInfo(shardId, MatchHeader.parse(bytes), bytes, initialHead, seed, rules.find(rulesId, version));
    }

    /** Finds the descriptors of rule sets. */
    @FunctionalInterface
    public interface RuleSetFinder {
        /**
         * @param id a rule set.
         * @param version its version.
         * @return its descriptor, where a shard has announced it.
         */
        Optional<RuleSetDescriptor> find(String id, int version);
    }

    /** The match. */
    public MatchId matchId() {
        return header.matchId();
    }

    /** How many seats it has. */
    public int seatCount() {
        return header.seats().size();
    }

    /** Whether the gateway signs its moves. */
    public boolean gatewaySigns() {
        return header.signing() == Signing.SIGNING_GATEWAY_VALUE;
    }

    /** The settings as players are told them. */
    public MatchSettings settings() {
        final Map<String, String> options = descriptor
                .map(rules -> OptionsCodec.decode(rules, header.options()))
                .orElse(Map.of());
        return MatchSettings.newBuilder()
                .setRules(header.rulesId())
                .setRulesVersion(header.rulesVersion())
                .putAllOptions(options)
                .setSigningValue(header.signing())
                .setClockInitialMs(header.clockInitialMs())
                .setClockIncrementMs(header.clockIncrementMs())
                .setAbandonGraceMs(header.abandonGraceMs())
                .build();
    }

    /**
     * @param reason an end reason, the engine's or the rule set's.
     * @return its name.
     */
    public String endReasonName(final int reason) {
        if (reason < EndReason.values().length) {
            return EndReason.of(reason).name();
        }
        return descriptor.stream()
                .flatMap(rules -> rules.endReasons().stream())
                .filter(meaning -> meaning.id() == reason)
                .map(RuleSetDescriptor.Meaning::name)
                .findFirst()
                .orElse("REASON_" + reason);
    }

    /**
     * @param code a result code of the rule set.
     * @return its meaning, where the rule set has announced one.
     */
    public Optional<RuleSetDescriptor.Meaning> meaning(final int code) {
        final List<RuleSetDescriptor.Meaning> codes = descriptor.map(RuleSetDescriptor::codes).orElse(List.of());
        for (final RuleSetDescriptor.Meaning meaning : codes) {
            if (meaning.id() == code) {
                return Optional.of(meaning);
            }
        }
        return Optional.empty();
    }
}
