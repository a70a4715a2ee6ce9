package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;
import io.ironhoard.arena.code.LinePrefetch;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import org.agrona.BitUtil;

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
 *    96   timer: deadline                 104   when the first absent seat forfeits
 *   112   clock: first turn, int32        116   clock: whether it is used, int32
 *   120   clock: increment
 *   128   timer: address of the match before, of the one after
 *   144   timer: spoke of the wheel, int32
 *   152   when it ended                   160   grace of absence
 *   192   seats, 128 bytes each, see {@link Seats}
 *     …   rule state, up to a multiple of 64 bytes
 *     …   receipts, 64 bytes each, see {@link Receipts}
 * </pre>
 *
 * <p>Times are milliseconds since the Unix epoch. What a move touches comes first, in two lines of 64 bytes. Owned by the shard's thread; allocates nothing after construction.
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
    private static final int TIMER_BEFORE = 128;
    private static final int TIMER_AFTER = 136;
    private static final int TIMER_SPOKE = 144;
    private static final int ENDED = 152;
    private static final int HEADER_LENGTH = 192;
    private static final int ALIGNMENT = 64;
    private static final int STATE_TOUCHED_MAX = 4 * ALIGNMENT;

    private final InstalledRules installedRules;
    private final Seats seats = new Seats();
    private final MatchClock clock = new MatchClock(seats);
    private final Receipts receipts = new Receipts();
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
        Memory.fill(slotAddress, length, (byte) 0);
        Memory.putLong(address + ID_HIGH, idHigh);
        Memory.putLong(address + ID_LOW, idLow);
        Memory.putInt(address + LENGTH, length);
        Memory.putInt(address + RULES, rulesIndex);
        Memory.putInt(address + SEATS, seatCount);
        Memory.putInt(address + RECEIPTS, receiptsPerSeat);
        Memory.putInt(address + STATE_LENGTH, stateLength);
        Memory.putLong(address + RULES_TIMER, RuleSet.NO_TIMER);
        Memory.putLong(address + TIMER_DEADLINE, NO_DEADLINE);
        layOut();
        return this;
    }

    private void layOut() {
        final int seatCount = Memory.getInt(address + SEATS);
        installed = installedRules.get(Memory.getInt(address + RULES));
        seats.layOut(address, address + HEADER_LENGTH, seatCount);
        clock.layOut(address);
        receipts.layOut(afterState(seats.end(), stateLength()), seatCount, Memory.getInt(address + RECEIPTS));
    }

    private static long afterState(final long state, final int stateLength) {
        return state + BitUtil.align(stateLength, ALIGNMENT);
    }

    /** Where the slot begins. */
    public long address() {
        return address;
    }

    /** What this match takes of the shard's memory. */
    public int footprintBytes() {
        return Memory.getInt(address + LENGTH);
    }

    /** The upper half of the match's id. */
    public long idHigh() {
        return Memory.getLong(address + ID_HIGH);
    }

    /** The lower half of the match's id. */
    public long idLow() {
        return Memory.getLong(address + ID_LOW);
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

    /** The address of the chain's head. */
    public long head() {
        return head(address);
    }

    /** The address of the chain's head of the match in a slot. */
    public static long head(final long slotAddress) {
        return slotAddress + HEAD;
    }

    /** The index that the next event of the match in a slot will have. */
    public static int nextIndex(final long slotAddress) {
        return Memory.getInt(slotAddress + NEXT_INDEX);
    }

    /** The address of the rules' state. */
    public long state() {
        return seats.end();
    }

    /** How long the rules' state is. */
    public int stateLength() {
        return Memory.getInt(address + STATE_LENGTH);
    }

    /** The index that the next event will have, as uint32. */
    public int nextIndex() {
        return nextIndex(address);
    }

    /** One more event. */
    public void advance() {
        Memory.putInt(address + NEXT_INDEX, nextIndex() + 1);
    }

    /** Why the match ended, 0 while it goes on. */
    public int endReason() {
        return Memory.getInt(address + END_REASON);
    }

    /** Whether the match is over. */
    public boolean hasEnded() {
        return endReason() != 0;
    }

    /** When it ended, milliseconds since the Unix epoch. */
    public long endedMs() {
        return Memory.getLong(address + ENDED);
    }

    /**
     * The match is over.
     *
     * @param reason why, not 0.
     * @param nowMs the shard's time.
     */
    public void end(final int reason, final long nowMs) {
        Memory.putInt(address + END_REASON, reason);
        Memory.putLong(address + ENDED, nowMs);
    }

    /** When the rules want to act next, {@link RuleSet#NO_TIMER} for never. */
    public long rulesTimerMs() {
        return Memory.getLong(address + RULES_TIMER);
    }

    /** Set {@link #rulesTimerMs()}. */
    public void rulesTimerMs(final long timerMs) {
        Memory.putLong(address + RULES_TIMER, timerMs);
    }

    /** When the match's timer fires, or {@link #NO_DEADLINE}. */
    public long timerDeadlineMs() {
        return Memory.getLong(address + TIMER_DEADLINE);
    }

    /** Set {@link #timerDeadlineMs()}. */
    public void timerDeadlineMs(final long deadlineMs) {
        Memory.putLong(address + TIMER_DEADLINE, deadlineMs);
    }

    /** The address of the match before this one on its spoke of the wheel, 0 for the first. */
    public long timerBefore() {
        return Memory.getLong(address + TIMER_BEFORE);
    }

    /** Set {@link #timerBefore()}. */
    public void timerBefore(final long before) {
        Memory.putLong(address + TIMER_BEFORE, before);
    }

    /** The address of the match after this one on its spoke of the wheel, 0 for the last. */
    public long timerAfter() {
        return Memory.getLong(address + TIMER_AFTER);
    }

    /** Set {@link #timerAfter()}. */
    public void timerAfter(final long after) {
        Memory.putLong(address + TIMER_AFTER, after);
    }

    /** The spoke of the wheel on which the match's timer is. */
    public int timerSpoke() {
        return Memory.getInt(address + TIMER_SPOKE);
    }

    /** Set {@link #timerSpoke()}. */
    public void timerSpoke(final int spoke) {
        Memory.putInt(address + TIMER_SPOKE, spoke);
    }

    /**
     * How this match's slot is laid out, for {@link #key} and {@link #bring}.
     *
     * <pre>
     *   bits  0 to 31   bytes of rule state
     *        32 to 47   receipts of each seat
     *        48 to 63   seats
     * </pre>
     */
    long layout() {
        return Integer.toUnsignedLong(stateLength())
                | (long) Memory.getInt(address + RECEIPTS) << Integer.SIZE
                | (long) seats.count() << Integer.SIZE + Short.SIZE;
    }

    /**
     * The address of a seat's prepared key.
     *
     * @param slotAddress where a match's slot begins.
     * @param layout its {@link #layout()}.
     * @param seat any number from 0.
     * @return {@link MatchMemory#NONE} where the match has no such seat.
     */
    static long key(final long slotAddress, final long layout, final int seat) {
        return seat < seatCount(layout) ? Seats.address(slotAddress + HEADER_LENGTH, seat) : MatchMemory.NONE;
    }

    /**
     * Send for each line of a match that one move of a seat needs.
     *
     * @param slotAddress where its slot begins.
     * @param layout its {@link #layout()}.
     * @param seat whose move, one that {@link #key} knows.
     * @param sequence the move's.
     * @param lines takes them.
     */
    static void bring(
            final long slotAddress, final long layout, final int seat, final int sequence, final LinePrefetch lines) {
        final int stateLength = (int) layout;
        final int perSeat = (int) (layout >>> Integer.SIZE) & 0xFFFF;
        final long atSeat = Seats.address(slotAddress + HEADER_LENGTH, seat);
        final long state = Seats.address(slotAddress + HEADER_LENGTH, seatCount(layout));
        lines.add(slotAddress);
        lines.add(slotAddress + HEAD);
        lines.add(atSeat);
        lines.add(atSeat + ALIGNMENT);
        lines.add(Receipts.address(afterState(state, stateLength), perSeat, seat, sequence));
        final long end = state + Math.min(stateLength, STATE_TOUCHED_MAX);
        for (long line = state; line < end; line += ALIGNMENT) {
            lines.add(line);
        }
    }

    private static int seatCount(final long layout) {
        return (int) (layout >>> Integer.SIZE + Short.SIZE);
    }
}
