package io.ironhoard.dispatcher.rules.treasurehunt;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What everybody sees of a hunt, and behind it, in a seat's view, what that seat alone sees. Numbers are little-endian.
 *
 * <pre>
 *    0  width            uint8   cells
 *    1  height           uint8   cells
 *    2  seats            uint8
 *    3  treasures        uint8
 *    4  found            uint8   how many of them
 *    5  end reason       uint8   0 while the hunt goes on
 *    6  (zero)           uint16
 *    8  step cool-down   uint16  ms
 *   10  dig cool-down    uint16  ms
 *   12  (zero)           uint32
 *   16  start            int64   ms since the Unix epoch
 *   24  end              int64   ms since the Unix epoch, when time is up
 *   32  seats × 8 bytes
 *        +0  x           uint8
 *        +1  y           uint8
 *        +2  out         uint8   1 once the seat has given up: its explorer has left the grid
 *        +3  place       uint8   1 for the first; 0 while the hunt goes on
 *        +4  score       uint32
 *    …  treasures × 4 bytes
 *        +0  x           uint8   0 while it is hidden, as y and value
 *        +1  y           uint8
 *        +2  value       uint8
 *        +3  finder      uint8   the seat; 254 hidden; 255 nobody found it, which is told at the end
 *   in a seat's view only, 56 bytes
 *        +0  next step   int64   ms since the Unix epoch: an earlier step is refused
 *        +8  next dig    int64   ms since the Unix epoch: an earlier dig is refused
 *       +16  digs        uint32  how many the seat has made
 *       +20  (zero)      uint32
 *       +24  clues       8 × {@link HuntClue}'s 4 bytes, the seat's last ones, the newest first; zero where there is none
 * </pre>
 *
 * <p>Read over any buffer; allocates nothing. Belongs to one thread.
 */
public final class HuntView {
    /** The finder of a treasure that is still hidden. */
    public static final int HIDDEN = 254;
    /** The finder of a treasure that nobody has found by the end. */
    public static final int NOBODY = 255;

    private static final int WIDTH = 0;
    private static final int HEIGHT = 1;
    private static final int SEATS = 2;
    private static final int TREASURES = 3;
    private static final int FOUND = 4;
    private static final int END_REASON = 5;
    private static final int RESERVED = 6;
    private static final int STEP_COOLDOWN = 8;
    private static final int DIG_COOLDOWN = 10;
    private static final int RESERVED_WORD = 12;
    private static final int START = 16;
    private static final int END = 24;
    private static final int HEADER_LENGTH = 32;

    private static final int SEAT_LENGTH = 8;
    private static final int X = 0;
    private static final int Y = 1;
    private static final int OUT = 2;
    private static final int PLACE = 3;
    private static final int SCORE = 4;

    private static final int NEXT_STEP = 0;
    private static final int NEXT_DIG = 8;
    private static final int DIGS = 16;
    private static final int OWN_RESERVED = 20;
    private static final int CLUES = 24;
    private static final int OWN_LENGTH = CLUES + HuntState.CLUES_KEPT * HuntClue.LENGTH;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final HuntClue clue = new HuntClue();
    private DirectBuffer view;
    private int offset;
    private boolean isSeats;

    /** Nothing read yet. */
    public HuntView() {}

    /**
     * Read a view.
     *
     * @param source where it is.
     * @param at where it begins.
     * @param length its length in bytes.
     * @return this.
     * @throws IllegalArgumentException where it is no view of a hunt.
     */
    public HuntView wrap(final DirectBuffer source, final int at, final int length) {
        view = source;
        offset = at;
        final int publicLength = length < HEADER_LENGTH ? Integer.MAX_VALUE : ownAt() - at;
        if (length != publicLength && length - OWN_LENGTH != publicLength) {
            throw new IllegalArgumentException(length + " bytes are no view of a hunt");
        }
        isSeats = length != publicLength;
        return this;
    }

    /** The grid's width, in cells. */
    public int width() {
        return uint8(WIDTH);
    }

    /** The grid's height, in cells. */
    public int height() {
        return uint8(HEIGHT);
    }

    /** The seats of the match. */
    public int seats() {
        return uint8(SEATS);
    }

    /** How many treasures there are. */
    public int treasures() {
        return uint8(TREASURES);
    }

    /** How many treasures are found. */
    public int found() {
        return uint8(FOUND);
    }

    /** Why the hunt is over, 0 while it goes on. */
    public int endReason() {
        return uint8(END_REASON);
    }

    /** The cool-down after a step, in milliseconds. */
    public int stepCooldownMs() {
        return view.getShort(offset + STEP_COOLDOWN, ORDER) & 0xFFFF;
    }

    /** The cool-down after a dig, in milliseconds. */
    public int digCooldownMs() {
        return view.getShort(offset + DIG_COOLDOWN, ORDER) & 0xFFFF;
    }

    /** When the hunt began, milliseconds since the Unix epoch. */
    public long startMs() {
        return view.getLong(offset + START, ORDER);
    }

    /** When time is up, milliseconds since the Unix epoch. */
    public long endMs() {
        return view.getLong(offset + END, ORDER);
    }

    /** Where a seat's explorer is, from west to east. */
    public int x(final int seat) {
        return uint8(seatAt(seat) + X);
    }

    /** Where a seat's explorer is, from north to south. */
    public int y(final int seat) {
        return uint8(seatAt(seat) + Y);
    }

    /** Whether a seat has given up. */
    public boolean isOut(final int seat) {
        return uint8(seatAt(seat) + OUT) != 0;
    }

    /** A seat's place, 0 while the hunt goes on. */
    public int place(final int seat) {
        return uint8(seatAt(seat) + PLACE);
    }

    /** A seat's points. */
    public int score(final int seat) {
        return view.getInt(offset + seatAt(seat) + SCORE, ORDER);
    }

    /** Where a treasure is, from west to east; 0 while it is hidden. */
    public int treasureX(final int treasure) {
        return HuntTreasure.x(treasure(treasure));
    }

    /** Where a treasure is, from north to south; 0 while it is hidden. */
    public int treasureY(final int treasure) {
        return HuntTreasure.y(treasure(treasure));
    }

    /** What a treasure is worth; 0 while it is hidden. */
    public int treasureValue(final int treasure) {
        return HuntTreasure.value(treasure(treasure));
    }

    /** Who found a treasure: a seat, {@link #HIDDEN} or {@link #NOBODY}. */
    public int finder(final int treasure) {
        return HuntTreasure.finder(treasure(treasure));
    }

    /** Whether this is a seat's view: only then the four below tell anything. */
    public boolean isSeats() {
        return isSeats;
    }

    /** The time before which a step of this seat is refused, milliseconds since the Unix epoch. */
    public long nextStepMs() {
        return view.getLong(ownAt() + NEXT_STEP, ORDER);
    }

    /** The time before which a dig of this seat is refused, milliseconds since the Unix epoch. */
    public long nextDigMs() {
        return view.getLong(ownAt() + NEXT_DIG, ORDER);
    }

    /** How many clues of this seat are shown: those of its last digs. */
    public int clues() {
        return Math.min(view.getInt(ownAt() + DIGS, ORDER), HuntState.CLUES_KEPT);
    }

    /**
     * @param index from 0, the newest, to {@link #clues} - 1.
     * @return the clue; the same object at each call.
     */
    public HuntClue clue(final int index) {
        return clue.read(view.getInt(ownAt() + CLUES + index * HuntClue.LENGTH, ORDER));
    }

    private int treasure(final int treasure) {
        return view.getInt(offset + treasuresAt(seats()) + treasure * HuntTreasure.LENGTH, ORDER);
    }

    private int ownAt() {
        return offset + publicLength(seats(), treasures());
    }

    private int uint8(final int at) {
        return view.getByte(offset + at) & 0xFF;
    }

    static int lengthMax(final int seats, final int treasures) {
        return publicLength(seats, treasures) + OWN_LENGTH;
    }

    static int writePublic(final DirectBuffer state, final MutableDirectBuffer out, final int offset) {
        final int seats = HuntState.seats(state);
        out.putByte(offset + WIDTH, (byte) HuntState.width(state));
        out.putByte(offset + HEIGHT, (byte) HuntState.height(state));
        out.putByte(offset + SEATS, (byte) seats);
        out.putByte(offset + TREASURES, (byte) HuntState.treasures(state));
        out.putByte(offset + FOUND, (byte) HuntState.found(state));
        out.putByte(offset + END_REASON, (byte) HuntState.endReason(state));
        out.putShort(offset + RESERVED, (short) 0, ORDER);
        out.putShort(offset + STEP_COOLDOWN, (short) HuntState.stepCooldownMs(state), ORDER);
        out.putShort(offset + DIG_COOLDOWN, (short) HuntState.digCooldownMs(state), ORDER);
        out.putInt(offset + RESERVED_WORD, 0, ORDER);
        out.putLong(offset + START, HuntState.startMs(state), ORDER);
        out.putLong(offset + END, HuntState.endMs(state), ORDER);
        for (int seat = 0; seat < seats; seat++) {
            writeSeat(state, seat, out, offset + seatAt(seat));
        }
        return treasuresAt(seats) + HuntTreasure.writeKnown(state, out, offset + treasuresAt(seats));
    }

    private static void writeSeat(
            final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int at) {
        final boolean isOver = HuntState.endReason(state) != 0;
        out.putByte(at + X, (byte) HuntState.x(state, seat));
        out.putByte(at + Y, (byte) HuntState.y(state, seat));
        out.putByte(at + OUT, (byte) (HuntState.isOut(state, seat) ? 1 : 0));
        out.putByte(at + PLACE, (byte) (isOver ? HuntPlaces.of(state, seat) : 0));
        out.putInt(at + SCORE, HuntState.score(state, seat), ORDER);
    }

    static int writeOwn(
            final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        final int digs = HuntState.digs(state, seat);
        out.putLong(offset + NEXT_STEP, HuntState.nextStepMs(state, seat), ORDER);
        out.putLong(offset + NEXT_DIG, HuntState.nextDigMs(state, seat), ORDER);
        out.putInt(offset + DIGS, digs, ORDER);
        out.putInt(offset + OWN_RESERVED, 0, ORDER);
        for (int i = 0; i < HuntState.CLUES_KEPT; i++) {
            final int shown = i < digs ? HuntState.clue(state, seat, digs - 1 - i) : 0;
            out.putInt(offset + CLUES + i * HuntClue.LENGTH, shown, ORDER);
        }
        return OWN_LENGTH;
    }

    private static int publicLength(final int seats, final int treasures) {
        return treasuresAt(seats) + treasures * HuntTreasure.LENGTH;
    }

    private static int treasuresAt(final int seats) {
        return HEADER_LENGTH + seats * SEAT_LENGTH;
    }

    private static int seatAt(final int seat) {
        return HEADER_LENGTH + seat * SEAT_LENGTH;
    }
}
