package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.chain.ChainHasher;
import org.agrona.concurrent.UnsafeBuffer;

/** An open match. Owned by the shard's thread; allocates nothing after construction. */
public final class Match {
    /** {@link #timerDeadlineMs} while no timer is set. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final int OVERHEAD_BYTES = 1024;
    private static final int SEAT_OVERHEAD_BYTES = 128;

    private final long idHigh;
    private final long idLow;
    private final InstalledRules.Installed installed;
    private final Seats seats;
    private final MatchClock clock;
    private final Receipts receipts;
    private final UnsafeBuffer state;
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private int nextIndex;
    private int endReason;
    private long endedMs;
    private long rulesTimerMs = RuleSet.NO_TIMER;
    private long timerId;
    private long timerDeadlineMs = NO_DEADLINE;

    /**
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     * @param installed the shard's instance of the rule set.
     * @param seats its seats.
     * @param clock its clocks.
     * @param receipts its receipts.
     * @param stateLength bytes of rule state.
     */
    public Match(
            final long idHigh,
            final long idLow,
            final InstalledRules.Installed installed,
            final Seats seats,
            final MatchClock clock,
            final Receipts receipts,
            final int stateLength) {
        this.idHigh = idHigh;
        this.idLow = idLow;
        this.installed = installed;
        this.seats = seats;
        this.clock = clock;
        this.receipts = receipts;
        state = new UnsafeBuffer(new byte[stateLength]);
    }

    /**
     * What a match takes of the heap, with its objects and its place in the table, rounded up.
     *
     * @param seats how many seats.
     * @param receiptsPerSeat how many receipts each keeps.
     * @param stateLength bytes of rule state.
     * @return bytes.
     */
    public static long footprintBytes(final int seats, final int receiptsPerSeat, final int stateLength) {
        return OVERHEAD_BYTES
                + (long) seats * (SEAT_OVERHEAD_BYTES + receiptsPerSeat * Receipts.LENGTH)
                + stateLength;
    }

    /** What this match takes of the heap. */
    public long footprintBytes() {
        return footprintBytes(seats.count(), receipts.perSeat(), state.capacity());
    }

    /** The upper half of the match's id. */
    public long idHigh() {
        return idHigh;
    }

    /** The lower half of the match's id. */
    public long idLow() {
        return idLow;
    }

    /** The rules it is played by. */
    public RuleSet rules() {
        return installed.rules();
    }

    /** The same, with what the shard knows of them. */
    public InstalledRules.Installed installed() {
        return installed;
    }

    /** The longest payload of a move, in bytes. */
    public int moveLengthMax() {
        return installed.descriptor().moveLengthMax();
    }

    /** Its seats. */
    public Seats seats() {
        return seats;
    }

    /** Its clocks. */
    public MatchClock clock() {
        return clock;
    }

    /** Its receipts. */
    public Receipts receipts() {
        return receipts;
    }

    /** The rules' state. */
    public UnsafeBuffer state() {
        return state;
    }

    /** The chain's head; written in place. */
    public byte[] head() {
        return head;
    }

    /** The index that the next event will have, as uint32. */
    public int nextIndex() {
        return nextIndex;
    }

    /** One more event. */
    public void advance() {
        nextIndex++;
    }

    /** Why the match ended, 0 while it goes on. */
    public int endReason() {
        return endReason;
    }

    /** Whether the match is over. */
    public boolean hasEnded() {
        return endReason != 0;
    }

    /** When it ended, milliseconds since the Unix epoch. */
    public long endedMs() {
        return endedMs;
    }

    /**
     * The match is over.
     *
     * @param reason why, not 0.
     * @param nowMs the shard's time.
     */
    public void end(final int reason, final long nowMs) {
        endReason = reason;
        endedMs = nowMs;
    }

    /** When the rules want to act next, {@link RuleSet#NO_TIMER} for never. */
    public long rulesTimerMs() {
        return rulesTimerMs;
    }

    /** Set {@link #rulesTimerMs()}. */
    public void rulesTimerMs(final long timerMs) {
        rulesTimerMs = timerMs;
    }

    /** The wheel's timer of this match. */
    public long timerId() {
        return timerId;
    }

    /** When that timer fires, or {@link #NO_DEADLINE}. */
    public long timerDeadlineMs() {
        return timerDeadlineMs;
    }

    /**
     * Remember the wheel's timer.
     *
     * @param id the timer.
     * @param deadlineMs when it fires, {@link #NO_DEADLINE} for none.
     */
    public void timer(final long id, final long deadlineMs) {
        timerId = id;
        timerDeadlineMs = deadlineMs;
    }
}
