package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.Arrays;

/**
 * The seats' clocks of a match: the seat to move spends its time, and gets the increment when its turn is over. The
 * first turn's clock starts when every seat has been there. Owned by the shard's thread; allocates nothing after
 * construction.
 */
public final class MatchClock {
    private final long[] leftMs;
    private final long incrementMs;
    private final boolean isUsed;
    private int runningSeat = RuleSet.NO_TURN;
    private long runningSinceMs;

    /**
     * @param seats how many seats.
     * @param initialMs what each has at first; 0 for a match without clocks.
     * @param incrementMs what a turn adds.
     */
    public MatchClock(final int seats, final long initialMs, final long incrementMs) {
        leftMs = new long[seats];
        Arrays.fill(leftMs, initialMs);
        this.incrementMs = incrementMs;
        isUsed = initialMs > 0;
    }

    /** The seat whose clock runs, or {@link RuleSet#NO_TURN}. */
    public int runningSeat() {
        return runningSeat;
    }

    /** What a seat has left, as of the last event. */
    public long leftMs(final int seat) {
        return leftMs[seat];
    }

    /** When the running clock was last read, milliseconds since the Unix epoch. */
    public long runningSinceMs() {
        return runningSinceMs;
    }

    /** Start the clock of the seat to move, where clocks are used and none runs. */
    public void start(final int turn, final long nowMs) {
        if (isUsed && runningSeat == RuleSet.NO_TURN && turn != RuleSet.NO_TURN) {
            runningSeat = turn;
            runningSinceMs = nowMs;
        }
    }

    /** Whether a seat's clock runs and has run out. */
    public boolean hasExpired(final int seat, final long nowMs) {
        return seat == runningSeat && nowMs >= expiresAtMs();
    }

    /** When the running clock runs out, milliseconds since the Unix epoch; {@link Long#MAX_VALUE} where none runs. */
    public long expiresAtMs() {
        return runningSeat == RuleSet.NO_TURN ? Long.MAX_VALUE : runningSinceMs + leftMs[runningSeat];
    }

    /**
     * An event takes place: the running clock pays for the time since it was last read, and hands over where the turn
     * has changed.
     *
     * @param turnAfter whose turn it is after the event, {@link RuleSet#NO_TURN} where the match is over.
     * @param nowMs the shard's time.
     * @return what the seat that ran has paid, in milliseconds; 0 where none ran.
     */
    public long pay(final int turnAfter, final long nowMs) {
        if (runningSeat == RuleSet.NO_TURN) {
            return 0;
        }
        final int seat = runningSeat;
        final long debit = Math.min(nowMs - runningSinceMs, leftMs[seat]);
        leftMs[seat] -= debit;
        runningSinceMs = nowMs;
        if (turnAfter != seat) {
            if (turnAfter != RuleSet.NO_TURN) {
                leftMs[seat] += incrementMs;
            }
            runningSeat = turnAfter;
        }
        return debit;
    }
}
