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
 *     0   head of the chain, 32 bytes
 *    32   index of the next event, uint32   36   end reason, uint8      37   clock: running seat, int8
 *    40   when the rules want to act next   48   timer: deadline
 *    56   when the first absent seat forfeits
 *    64   id, upper half                    72   id, lower half
 *    80   layout, see {@link #layout()}
 *    88   clock: running since              96   clock: increment
 *   104   clock: first turn, int32         108   clock: whether it is used, int32
 *   112   timer: address of the match before, of the one after
 *   128   timer: spoke of the wheel, int32
 *   136   when it ended                    144   grace of absence
 *   192   seats, 128 bytes each, see {@link Seats}
 *     …   rule state, up to a multiple of 64 bytes
 *     …   receipts, 64 bytes each, see {@link Receipts}
 * </pre>
 *
 * <p>Times are milliseconds since the Unix epoch. A move of a match without clocks touches the first line of 64 bytes, its seat's two, its
 * receipt, and what the rules touch. Owned by the shard's thread; allocates nothing after construction.
 */
public final class Match {
    /** {@link #timerDeadlineMs} while no timer is set. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final int HEAD = 0;
    private static final int NEXT_INDEX = 32;
    private static final int END_REASON = 36;
    private static final int RULES_TIMER = 40;
    private static final int TIMER_DEADLINE = 48;
    private static final int ID_HIGH = 64;
    private static final int ID_LOW = 72;
    private static final int LAYOUT = 80;
    private static final int TIMER_BEFORE = 112;
    private static final int TIMER_AFTER = 120;
    private static final int TIMER_SPOKE = 128;
    private static final int ENDED = 136;
    private static final int HEADER_LENGTH = 192;
    private static final int ALIGNMENT = 64;

    private static final int LAYOUT_RECEIPTS = 24;
    private static final int LAYOUT_SEATS = 40;
    private static final int LAYOUT_RULES = 48;
    private static final long LAYOUT_TURNS = Long.MIN_VALUE;

    private final InstalledRules installedRules;
    private final Seats seats = new Seats();
    private final MatchClock clock = new MatchClock(seats);
    private final Receipts receipts = new Receipts();
    private InstalledRules.Installed installed;
    private long address;
    private long layout;

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
        return wrap(slotAddress, Memory.getLong(slotAddress + LAYOUT));
    }

    /**
     * Look at a match without looking into its slot.
     *
     * @param slotAddress where its slot begins.
     * @param itsLayout its {@link #layout()}.
     * @return this.
     */
    Match wrap(final long slotAddress, final long itsLayout) {
        address = slotAddress;
        layout = itsLayout;
        installed = installedRules.get((int) ((layout & ~LAYOUT_TURNS) >>> LAYOUT_RULES));
        seats.layOut(address, address + HEADER_LENGTH, seatCount(layout));
        clock.layOut(address);
        receipts.layOut(afterState(seats.end(), stateLength()), seats.count(), receiptsPerSeat(layout));
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
        final long turns = installedRules.get(rulesIndex).descriptor().turnBased() ? LAYOUT_TURNS : 0;
        Memory.fill(slotAddress, footprintBytes(seatCount, receiptsPerSeat, stateLength), (byte) 0);
        Memory.putLong(slotAddress + ID_HIGH, idHigh);
        Memory.putLong(slotAddress + ID_LOW, idLow);
        Memory.putLong(
                slotAddress + LAYOUT,
                turns
                        | (long) rulesIndex << LAYOUT_RULES
                        | (long) seatCount << LAYOUT_SEATS
                        | (long) receiptsPerSeat << LAYOUT_RECEIPTS
                        | stateLength);
        Memory.putLong(slotAddress + RULES_TIMER, RuleSet.NO_TIMER);
        Memory.putLong(slotAddress + TIMER_DEADLINE, NO_DEADLINE);
        return wrap(slotAddress);
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
        return (int) footprintBytes(seats.count(), receiptsPerSeat(layout), stateLength());
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
        return stateLength(layout);
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
        return Memory.getByte(address + END_REASON) & 0xFF;
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
        Memory.putByte(address + END_REASON, reason);
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
     * How this match's slot is laid out, for who wants to know before looking into it.
     *
     * <pre>
     *   bits  0 to 23   bytes of rule state
     *        24 to 39   receipts of each seat
     *        40 to 47   seats
     *        48 to 62   its rule set's place among the installed ones
     *        63         whether it is played in turns
     * </pre>
     */
    long layout() {
        return layout;
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
     * Send for the lines of a match that one move of a seat needs.
     *
     * @param entry of the table, of another match: its line comes too.
     * @param slotAddress where the match's slot begins.
     * @param layout its {@link #layout()}.
     * @param seat whose move, one that {@link #key} knows.
     * @param sequence the move's.
     * @param lines sends for them.
     */
    static void bring(
            final long entry,
            final long slotAddress,
            final long layout,
            final int seat,
            final int sequence,
            final LinePrefetch lines) {
        final long state = Seats.address(slotAddress + HEADER_LENGTH, seatCount(layout));
        final long receipts = afterState(state, stateLength(layout));
        lines.bring(
                entry,
                slotAddress,
                Receipts.address(receipts, receiptsPerSeat(layout), seat, sequence),
                Seats.address(slotAddress + HEADER_LENGTH, seat),
                state);
        if ((layout & LAYOUT_TURNS) != 0) {
            final long more = stateLength(layout) > 2 * ALIGNMENT ? state + 2 * ALIGNMENT : state;
            lines.bring(slotAddress + ALIGNMENT, more, more, more, more);
        }
    }

    private static int stateLength(final long layout) {
        return (int) layout & (1 << LAYOUT_RECEIPTS) - 1;
    }

    private static int receiptsPerSeat(final long layout) {
        return (int) (layout >>> LAYOUT_RECEIPTS) & 0xFFFF;
    }

    private static int seatCount(final long layout) {
        return (int) (layout >>> LAYOUT_SEATS) & 0xFF;
    }
}
