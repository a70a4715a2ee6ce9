package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.Arrays;

/**
 * What each seat's clock can have shown, between two bounds. A record says when each event took place, but not when every
 * seat had come, which is when the first clock started: some time after the creation, and no later than the first event.
 */
final class ClockBounds {
    private final boolean isUsed;
    private final long incrementMs;
    private final long[] leastMs;
    private final long[] mostMs;
    private int running = RuleSet.NO_TURN;
    private long earliestSinceMs;
    private long latestSinceMs;

    ClockBounds(final int seats, final long initialMs, final long incrementMs, final long createdMs) {
        isUsed = initialMs > 0;
        this.incrementMs = incrementMs;
        leastMs = new long[seats];
        mostMs = new long[seats];
        Arrays.fill(leastMs, initialMs);
        Arrays.fill(mostMs, initialMs);
        earliestSinceMs = createdMs;
    }

    /** Whose turn it is at the start. */
    void start(final int turn, final long firstEventMs) {
        running = isUsed ? turn : RuleSet.NO_TURN;
        latestSinceMs = firstEventMs;
    }

    /** Whether a seat's time must be over, however late its clock was started. */
    boolean mustBeOver(final int seat, final long nowMs) {
        return seat == running && nowMs - latestSinceMs >= mostMs[seat];
    }

    /** Whether a seat's time can be over. */
    boolean canBeOver(final int seat, final long nowMs) {
        return seat == running && nowMs - earliestSinceMs >= leastMs[seat];
    }

    /** An event took place. */
    void pay(final int turnAfter, final long nowMs) {
        if (running == RuleSet.NO_TURN) {
            return;
        }
        leastMs[running] = Math.max(0, leastMs[running] - (nowMs - earliestSinceMs));
        mostMs[running] = Math.max(0, mostMs[running] - (nowMs - latestSinceMs));
        earliestSinceMs = nowMs;
        latestSinceMs = nowMs;
        if (turnAfter != running) {
            if (turnAfter != RuleSet.NO_TURN) {
                leastMs[running] += incrementMs;
                mostMs[running] += incrementMs;
            }
            running = turnAfter;
        }
    }
}
