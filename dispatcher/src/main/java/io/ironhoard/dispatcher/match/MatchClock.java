package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.rules.spi.RuleSet;

/**
 * The seats' clocks of a match, as a flyweight over its slot: the seat to move spends its time, and gets the increment when
 * its turn is over. The first turn's clock starts when every seat has been there, and with the first event at the latest.
 * Owned by the shard's thread; allocates nothing after construction.
 */
public final class MatchClock {
    private static final int RUNNING_SEAT = 37;
    private static final int RUNNING_SINCE = 88;
    private static final int INCREMENT = 96;
    private static final int FIRST_TURN = 104;
    private static final int IS_USED = 108;

    private final Seats seats;
    private long slot;

    MatchClock(final Seats seats) {
        this.seats = seats;
    }

    void layOut(final long slotAddress) {
        slot = slotAddress;
    }

    /**
     * Set the clocks of a match that was just created.
     *
     * @param initialMs what each seat has at first; 0 for a match without clocks.
     * @param incrementMs what a turn adds.
     */
    public void open(final long initialMs, final long incrementMs) {
        Memory.putLong(slot + INCREMENT, incrementMs);
        Memory.putInt(slot + IS_USED, initialMs > 0 ? 1 : 0);
        Memory.putInt(slot + FIRST_TURN, RuleSet.NO_TURN);
        runningSeat(RuleSet.NO_TURN);
        for (int seat = 0; seat < seats.count(); seat++) {
            seats.clockLeftMs(seat, initialMs);
        }
    }

    /** The seat whose clock runs, or {@link RuleSet#NO_TURN}. */
    public int runningSeat() {
        return Memory.getByte(slot + RUNNING_SEAT);
    }

    /** What a seat has left, as of the last event. */
    public long leftMs(final int seat) {
        return seats.clockLeftMs(seat);
    }

    /** Whether the match is played with clocks. */
    public boolean isUsed() {
        return Memory.getInt(slot + IS_USED) != 0;
    }

    /** What a seat has left at a time, not less than nothing. */
    public long leftMs(final int seat, final long nowMs) {
        return seat == runningSeat() ? Math.max(0, leftMs(seat) - (nowMs - runningSinceMs())) : leftMs(seat);
    }

    /** When the running clock was last read, milliseconds since the Unix epoch. */
    public long runningSinceMs() {
        return Memory.getLong(slot + RUNNING_SINCE);
    }

    /** Whose clock will run first, as the rules say of a match that was just set up. */
    public void firstTurn(final int turn) {
        Memory.putInt(slot + FIRST_TURN, turn);
    }

    /** Start the clock of the first turn, where clocks are used and none runs; before the first event only. */
    public void start(final long nowMs) {
        final int firstTurn = Memory.getInt(slot + FIRST_TURN);
        if (isUsed() && runningSeat() == RuleSet.NO_TURN && firstTurn != RuleSet.NO_TURN) {
            runningSeat(firstTurn);
            Memory.putLong(slot + RUNNING_SINCE, nowMs);
        }
    }

    /** Whether a seat's clock runs and has run out. */
    public boolean hasExpired(final int seat, final long nowMs) {
        return seat == runningSeat() && nowMs >= expiresAtMs();
    }

    /** When the running clock runs out, milliseconds since the Unix epoch; {@link Long#MAX_VALUE} where none runs. */
    public long expiresAtMs() {
        final int seat = runningSeat();
        return seat == RuleSet.NO_TURN ? Long.MAX_VALUE : runningSinceMs() + leftMs(seat);
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
        final int seat = runningSeat();
        if (seat == RuleSet.NO_TURN) {
            return 0;
        }
        final long debit = Math.min(nowMs - runningSinceMs(), leftMs(seat));
        long left = leftMs(seat) - debit;
        Memory.putLong(slot + RUNNING_SINCE, nowMs);
        if (turnAfter != seat) {
            left += turnAfter == RuleSet.NO_TURN ? 0 : Memory.getLong(slot + INCREMENT);
            runningSeat(turnAfter);
        }
        seats.clockLeftMs(seat, left);
        return debit;
    }

    private void runningSeat(final int seat) {
        Memory.putByte(slot + RUNNING_SEAT, seat);
    }
}
