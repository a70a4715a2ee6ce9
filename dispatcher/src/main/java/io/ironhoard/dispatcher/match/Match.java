package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A flyweight over an open match, which lies in one slot of the shard's memory.
 *
 * <pre>
 *     0   id, upper half                    8   id, lower half
 *    16   bytes of the slot, int32         20   rule set's place among the installed ones, int32
 *    24   seats, int32                     28   receipts of each seat, int32
 *    32   bytes of rule state, int32       36   index of the next event, uint32
 *    40   end reason, int32                44   clock: running seat, int32
 *    48   clock: running since             56   when the rules want to act next
 *    64   head of the chain, 32 bytes
 *    96   timer: deadline                 104   timer: address of the match before, of the one after
 *   120   timer: spoke of the wheel, int32
 *   128   when it ended                   136   grace of absence
 *   144   clock: increment                152   clock: first turn, int32; whether it is used, int32
 *   160   when the first absent seat forfeits
 *   192   seats, 128 bytes each, see {@link Seats}
 *     …   receipts, 64 bytes each, see {@link Receipts}
 *     …   rule state
 * </pre>
 *
 * <p>Times are milliseconds since the Unix epoch; numbers have the machine's byte order, because no byte of a slot is read
 * by anybody else. What a move touches comes first. Owned by the shard's thread; allocates nothing after construction.
 */
public final class Match {
    /** {@link #timerDeadlineMs} while no timer is set. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int LENGTH = 16;
    private static final int RULES = 20;
    private static final int SEATS = 24;
    private static final int RECEIPTS = 28;
    private static final int STATE_LENGTH = 32;
    private static final int NEXT_INDEX = 36;
    private static final int END_REASON = 40;
    private static final int RULES_TIMER = 56;
    private static final int HEAD = 64;
    private static final int TIMER_DEADLINE = 96;
    private static final int TIMER_BEFORE = 104;
    private static final int TIMER_AFTER = 112;
    private static final int TIMER_SPOKE = 120;
    private static final int ENDED = 128;
    private static final int HEADER_LENGTH = 192;
    private static final int ALIGNMENT = 64;

    private final InstalledRules installedRules;
    private final UnsafeBuffer slot = new UnsafeBuffer(0, 0);
    private final Seats seats = new Seats(slot);
    private final MatchClock clock = new MatchClock(slot, seats);
    private final Receipts receipts = new Receipts(slot);
    private InstalledRules.Installed installed;
    private long address;

    /**
     * A flyweight over nothing yet.
     *
     * @param installedRules this shard's rule sets.
     */
    public Match(final InstalledRules installedRules) {
        this.installedRules = installedRules;
    }

    /**
     * What a match takes of the shard's memory.
     *
     * @param seats how many seats.
     * @param receiptsPerSeat how many receipts each keeps.
     * @param stateLength bytes of rule state.
     * @return bytes.
     */
    public static long footprintBytes(final int seats, final int receiptsPerSeat, final int stateLength) {
        return HEADER_LENGTH
                + (long) seats * (Seats.LENGTH + receiptsPerSeat * Receipts.LENGTH)
                + BitUtil.align(stateLength, ALIGNMENT);
    }

    /**
     * Look at a match.
     *
     * @param slotAddress where its slot begins, as {@link #create} left it.
     * @return this.
     */
    public Match wrap(final long slotAddress) {
        address = slotAddress;
        slot.wrap(slotAddress, HEADER_LENGTH);
        slot.wrap(slotAddress, slot.getInt(LENGTH));
        layOut();
        return this;
    }

    /**
     * Make a match of a slot, whose bytes may be anything, and look at it.
     *
     * @param slotAddress where the slot begins; it has {@link #footprintBytes} bytes.
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     * @param rulesIndex its rule set's place among the installed ones.
     * @param seatCount how many seats.
     * @param receiptsPerSeat how many receipts each keeps, a power of two.
     * @param stateLength bytes of rule state.
     * @return this: without players, keys or clocks, its rule state zeroed.
     */
    public Match create(
            final long slotAddress,
            final long idHigh,
            final long idLow,
            final int rulesIndex,
            final int seatCount,
            final int receiptsPerSeat,
            final int stateLength) {
        final int length = (int) footprintBytes(seatCount, receiptsPerSeat, stateLength);
        address = slotAddress;
        slot.wrap(slotAddress, length);
        slot.setMemory(0, length, (byte) 0);
        slot.putLong(ID_HIGH, idHigh);
        slot.putLong(ID_LOW, idLow);
        slot.putInt(LENGTH, length);
        slot.putInt(RULES, rulesIndex);
        slot.putInt(SEATS, seatCount);
        slot.putInt(RECEIPTS, receiptsPerSeat);
        slot.putInt(STATE_LENGTH, stateLength);
        slot.putLong(RULES_TIMER, RuleSet.NO_TIMER);
        slot.putLong(TIMER_DEADLINE, NO_DEADLINE);
        layOut();
        return this;
    }

    private void layOut() {
        final int seatCount = slot.getInt(SEATS);
        final int receiptsPerSeat = slot.getInt(RECEIPTS);
        installed = installedRules.get(slot.getInt(RULES));
        seats.layOut(HEADER_LENGTH, seatCount);
        receipts.layOut(HEADER_LENGTH + seatCount * Seats.LENGTH, seatCount, receiptsPerSeat);
    }

    /** Where the slot begins. */
    public long address() {
        return address;
    }

    /** What this match takes of the shard's memory. */
    public int footprintBytes() {
        return slot.getInt(LENGTH);
    }

    /** The upper half of the match's id. */
    public long idHigh() {
        return slot.getLong(ID_HIGH);
    }

    /** The lower half of the match's id. */
    public long idLow() {
        return slot.getLong(ID_LOW);
    }

    /** The rules it is played by. */
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

    /** The whole slot: head and receipts are read and written in place. */
    public UnsafeBuffer slot() {
        return slot;
    }

    /** Where the chain's head begins in {@link #slot}. */
    public int headOffset() {
        return HEAD;
    }

    /** Where the rules' state begins in {@link #slot}. */
    public int stateOffset() {
        return receipts.end();
    }

    /** How long the rules' state is. */
    public int stateLength() {
        return slot.getInt(STATE_LENGTH);
    }

    /** The index that the next event will have, as uint32. */
    public int nextIndex() {
        return slot.getInt(NEXT_INDEX);
    }

    /** One more event. */
    public void advance() {
        slot.putInt(NEXT_INDEX, nextIndex() + 1);
    }

    /** Why the match ended, 0 while it goes on. */
    public int endReason() {
        return slot.getInt(END_REASON);
    }

    /** Whether the match is over. */
    public boolean hasEnded() {
        return endReason() != 0;
    }

    /** When it ended, milliseconds since the Unix epoch. */
    public long endedMs() {
        return slot.getLong(ENDED);
    }

    /**
     * The match is over.
     *
     * @param reason why, not 0.
     * @param nowMs the shard's time.
     */
    public void end(final int reason, final long nowMs) {
        slot.putInt(END_REASON, reason);
        slot.putLong(ENDED, nowMs);
    }

    /** When the rules want to act next, {@link RuleSet#NO_TIMER} for never. */
    public long rulesTimerMs() {
        return slot.getLong(RULES_TIMER);
    }

    /** Set {@link #rulesTimerMs()}. */
    public void rulesTimerMs(final long timerMs) {
        slot.putLong(RULES_TIMER, timerMs);
    }

    /** When the match's timer fires, or {@link #NO_DEADLINE}. */
    public long timerDeadlineMs() {
        return slot.getLong(TIMER_DEADLINE);
    }

    /** Set {@link #timerDeadlineMs()}. */
    public void timerDeadlineMs(final long deadlineMs) {
        slot.putLong(TIMER_DEADLINE, deadlineMs);
    }

    /** The address of the match before this one on its spoke of the wheel, 0 for the first. */
    public long timerBefore() {
        return slot.getLong(TIMER_BEFORE);
    }

    /** Set {@link #timerBefore()}. */
    public void timerBefore(final long before) {
        slot.putLong(TIMER_BEFORE, before);
    }

    /** The address of the match after this one on its spoke of the wheel, 0 for the last. */
    public long timerAfter() {
        return slot.getLong(TIMER_AFTER);
    }

    /** Set {@link #timerAfter()}. */
    public void timerAfter(final long after) {
        slot.putLong(TIMER_AFTER, after);
    }

    /** The spoke of the wheel on which the match's timer is. */
    public int timerSpoke() {
        return slot.getInt(TIMER_SPOKE);
    }

    /** Set {@link #timerSpoke()}. */
    public void timerSpoke(final int spoke) {
        slot.putInt(TIMER_SPOKE, spoke);
    }
}
