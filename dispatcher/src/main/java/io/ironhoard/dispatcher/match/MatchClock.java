package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.Arrays;

/**
 * The seats' clocks of a match: the seat to move spends its time, and gets the increment when its turn is over. The
 * first turn's clock starts when every seat has been there, and with the first event at the latest. Owned by the
 * shard's thread; allocates nothing after construction.
 */
public final class MatchClock {
    private final long[] leftMs;
    private final long incrementMs;
    private final boolean isUsed;
    private int firstTurn = RuleSet.NO_TURN;
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

    /** Whether the match is played with clocks. */
    public boolean isUsed() {
        return isUsed;
    }

    /** What a seat has left at a time, not less than nothing. */
    public long leftMs(final int seat, final long nowMs) {
        return seat == runningSeat ? Math.max(0, leftMs[seat] - (nowMs - runningSinceMs)) : leftMs[seat];
    }

    /** When the running clock was last read, milliseconds since the Unix epoch. */
    public long runningSinceMs() {
        return runningSinceMs;
    }

    /** Whose clock will run first, as the rules say of a match that was just set up. */
    public void firstTurn(final int turn) {
        firstTurn = turn;
    }

    /** Start the clock of the first turn, where clocks are used and none runs; before the first event only. */
    public void start(final long nowMs) {
        if (isUsed && runningSeat == RuleSet.NO_TURN && firstTurn != RuleSet.NO_TURN) {
            runningSeat = firstTurn;
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
