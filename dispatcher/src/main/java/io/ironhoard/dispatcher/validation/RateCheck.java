package io.ironhoard.dispatcher.validation;

import io.ironhoard.dispatcher.match.Seats;

/**
 * Step 5: whether a seat keeps to its rate. The generic cell rate algorithm (ITU-T I.371): one number a seat, the
 * theoretical arrival time. The budget is spent by every genuine move, legal or not, and is not part of what is hashed.
 */
public final class RateCheck {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final long intervalMicros;
    private final long toleranceMicros;

    /**
     * @param movesPerSecond the average rate.
     * @param burst how many moves may come at once.
     */
    public RateCheck(final int movesPerSecond, final int burst) {
        intervalMicros = Math.max(1, MICROS_PER_SECOND / movesPerSecond);
        toleranceMicros = intervalMicros * (burst - 1L);
    }

    /**
     * Spend one move of a seat's budget.
     *
     * @param seats the match's seats.
     * @param seat which.
     * @param nowMs the shard's time.
     * @return 0, or how many milliseconds to wait where the budget is spent.
     */
    public long spend(final Seats seats, final int seat, final long nowMs) {
        final long now = nowMs * MICROS_PER_MILLI;
        final long arrival = Math.max(seats.rateMicros(seat), now);
        final long ahead = arrival - now - toleranceMicros;
        if (ahead > 0) {
            return ahead / MICROS_PER_MILLI + 1;
        }
        seats.rateMicros(seat, arrival + intervalMicros);
        return 0;
    }
}
