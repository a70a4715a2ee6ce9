package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.MatchSettings;
import java.util.List;

/**
 * A match's settings that were found to be playable. Immutable.
 *
 * @param descriptor the rule set.
 * @param settings the settings with every default filled in, as players see them.
 * @param optionsEncoded the options as the rule set reads them.
 */
record ResolvedSettings(RuleSetDescriptor descriptor, MatchSettings settings, byte[] optionsEncoded) {
    MatchPlan plan(final List<PlayerId> seats) {
        return new MatchPlan(
                descriptor.id(),
                descriptor.version(),
                optionsEncoded,
                settings.getSigning(),
                settings.getClockInitialMs(),
                settings.getClockIncrementMs(),
                settings.getAbandonGraceMs(),
                seats);
    }
}
