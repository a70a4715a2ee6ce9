package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a match is made of.
 *
 * @param rules the rule set's id.
 * @param rulesVersion its version.
 * @param seats how many seats.
 * @param clockMs each seat's time, 0 without clocks.
 * @param options encoded.
 */
record MatchPlan(String rules, int rulesVersion, int seats, long clockMs, byte[] options) {
    /** Each seat's time where clocks are used. */
    static final long CLOCK_MS = 3_600_000;

    /** A plan that the rule set agrees with: default options, any number of seats, clocks now and then. */
    static MatchPlan any(final RuleSet rules, final RandomGenerator random) {
        final RuleSetDescriptor descriptor = rules.descriptor();
        final int seats = random.nextInt(descriptor.seatsMin(), descriptor.seatsMax() + 1);
        final boolean hasClock = descriptor.turnBased() && random.nextBoolean();
        return new MatchPlan(
                descriptor.id(), descriptor.version(), seats, hasClock ? CLOCK_MS : 0,
                OptionsCodec.encode(descriptor, Map.of()));
    }

    MatchPlan rules(final String id) {
        return new MatchPlan(id, rulesVersion, seats, clockMs, options);
    }

    MatchPlan seats(final int count) {
        return new MatchPlan(rules, rulesVersion, count, clockMs, options);
    }

    MatchPlan options(final byte[] bytes) {
        return new MatchPlan(rules, rulesVersion, seats, clockMs, bytes);
    }
}
