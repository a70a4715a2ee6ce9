package io.ironhoard.dispatcher.rules.treasurehunt;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A hunt's bytes, all little-endian. A step touches the header and its seat's 32 bytes, which lie in one line of the
 * cache or two; a dig touches clues and treasures as well.
 *
 * <pre>
 *    0  width            uint8
 *    1  height           uint8
 *    2  seats            uint8
 *    3  treasures        uint8
 *    4  found            uint8   how many of the treasures
 *    5  end reason       uint8   0 while the hunt goes on
 *    6  remaining        uint8   seats that have not given up
 *    7  (zero)           uint8
 *    8  step cool-down   uint16  ms
 *   10  dig cool-down    uint16  ms
 *   12  (zero)           uint32
 *   16  start            int64   ms
 *   24  end              int64   ms, when time is up
 *   32  seats, 32 bytes each
 *        +0  next step   int64   ms, when the cool-down is over
 *        +8  next dig    int64   ms
 *       +16  x           uint8
 *       +17  y           uint8
 *       +18  out         uint8   1 once the seat has given up
 *       +19  (zero)      uint8
 *       +20  score       uint32
 *       +24  digs        uint32  how many the seat has made
 *       +28  (zero)      uint32
 *    …  clues, 32 bytes a seat
 *              8 × {@link HuntClue}'s 4 bytes, the one of dig n at n mod 8; zero where there is none
 *    …  treasures, 4 bytes each
 *        +0  x           uint8
 *        +1  y           uint8
 *        +2  value       uint8
 *        +3  finder      uint8   the seat, or {@link HuntView#HIDDEN}
 * </pre>
 */
final class HuntState {
    /** How many of a seat's last clues are kept. */
    static final int CLUES_KEPT = 8;

    private static final int WIDTH = 0;
    private static final int HEIGHT = 1;
    private static final int SEATS = 2;
    private static final int TREASURES = 3;
    private static final int FOUND = 4;
    private static final int END_REASON = 5;
    private static final int REMAINING = 6;
    private static final int STEP_COOLDOWN = 8;
    private static final int DIG_COOLDOWN = 10;
    private static final int START = 16;
    private static final int END = 24;
    private static final int HEADER_LENGTH = 32;

    private static final int SEAT_LENGTH = 32;
    private static final int NEXT_STEP = 0;
    private static final int NEXT_DIG = 8;
    private static final int X = 16;
    private static final int Y = 17;
    private static final int OUT = 18;
    private static final int SCORE = 20;
    private static final int DIGS = 24;

    private static final int CLUES_LENGTH = CLUES_KEPT * HuntClue.LENGTH;
    private static final int TREASURE_LENGTH = 4;
    private static final int FINDER = 3;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private HuntState() {}

    static int length(final int seats, final int treasures) {
        return HEADER_LENGTH + seats * (SEAT_LENGTH + CLUES_LENGTH) + treasures * TREASURE_LENGTH;
    }

    static void grid(
            final MutableDirectBuffer state,
            final int width,
            final int height,
            final int seats,
            final int treasures) {
        state.putByte(WIDTH, (byte) width);
        state.putByte(HEIGHT, (byte) height);
        state.putByte(SEATS, (byte) seats);
        state.putByte(REMAINING, (byte) seats);
        state.putByte(TREASURES, (byte) treasures);
    }

    static void times(
            final MutableDirectBuffer state,
            final long startMs,
            final long endMs,
            final int stepCooldownMs,
            final int digCooldownMs) {
        state.putLong(START, startMs, ORDER);
        state.putLong(END, endMs, ORDER);
        state.putShort(STEP_COOLDOWN, (short) stepCooldownMs, ORDER);
        state.putShort(DIG_COOLDOWN, (short) digCooldownMs, ORDER);
    }

    static int width(final DirectBuffer state) {
        return state.getByte(WIDTH) & 0xFF;
    }

    static int height(final DirectBuffer state) {
        return state.getByte(HEIGHT) & 0xFF;
    }

    static int seats(final DirectBuffer state) {
        return state.getByte(SEATS);
    }

    static int treasures(final DirectBuffer state) {
        return state.getByte(TREASURES);
    }

    static int found(final DirectBuffer state) {
        return state.getByte(FOUND);
    }

    static void found(final MutableDirectBuffer state, final int found) {
        state.putByte(FOUND, (byte) found);
    }

    static int endReason(final DirectBuffer state) {
        return state.getByte(END_REASON);
    }

    static void endReason(final MutableDirectBuffer state, final int reason) {
        state.putByte(END_REASON, (byte) reason);
    }

    static int remaining(final DirectBuffer state) {
        return state.getByte(REMAINING);
    }

    static int stepCooldownMs(final DirectBuffer state) {
        return state.getShort(STEP_COOLDOWN, ORDER) & 0xFFFF;
    }

    static int digCooldownMs(final DirectBuffer state) {
        return state.getShort(DIG_COOLDOWN, ORDER) & 0xFFFF;
    }

    static long startMs(final DirectBuffer state) {
        return state.getLong(START, ORDER);
    }

    static long endMs(final DirectBuffer state) {
        return state.getLong(END, ORDER);
    }

    static long nextStepMs(final DirectBuffer state, final int seat) {
        return state.getLong(seatAt(seat) + NEXT_STEP, ORDER);
    }

    static void nextStepMs(final MutableDirectBuffer state, final int seat, final long timeMs) {
        state.putLong(seatAt(seat) + NEXT_STEP, timeMs, ORDER);
    }

    static long nextDigMs(final DirectBuffer state, final int seat) {
        return state.getLong(seatAt(seat) + NEXT_DIG, ORDER);
    }

    static void nextDigMs(final MutableDirectBuffer state, final int seat, final long timeMs) {
        state.putLong(seatAt(seat) + NEXT_DIG, timeMs, ORDER);
    }

    static int x(final DirectBuffer state, final int seat) {
        return state.getByte(seatAt(seat) + X) & 0xFF;
    }

    static int y(final DirectBuffer state, final int seat) {
        return state.getByte(seatAt(seat) + Y) & 0xFF;
    }

    static void place(final MutableDirectBuffer state, final int seat, final int x, final int y) {
        state.putByte(seatAt(seat) + X, (byte) x);
        state.putByte(seatAt(seat) + Y, (byte) y);
    }

    static boolean isOut(final DirectBuffer state, final int seat) {
        return state.getByte(seatAt(seat) + OUT) != 0;
    }

    /** The seat gives up; it had not before. */
    static void leave(final MutableDirectBuffer state, final int seat) {
        state.putByte(seatAt(seat) + OUT, (byte) 1);
        state.putByte(REMAINING, (byte) (remaining(state) - 1));
    }

    static int score(final DirectBuffer state, final int seat) {
        return state.getInt(seatAt(seat) + SCORE, ORDER);
    }

    static void score(final MutableDirectBuffer state, final int seat, final int score) {
        state.putInt(seatAt(seat) + SCORE, score, ORDER);
    }

    static int digs(final DirectBuffer state, final int seat) {
        return state.getInt(seatAt(seat) + DIGS, ORDER);
    }

    /** Keep a dig's clue in place of the oldest one. */
    static void addClue(final MutableDirectBuffer state, final int seat, final int clue) {
        final int digs = digs(state, seat);
        state.putInt(cluesAt(state, seat) + clueSlot(digs), clue, ORDER);
        state.putInt(seatAt(seat) + DIGS, digs + 1, ORDER);
    }

    /**
     * @param dig the number of a dig, one of the last {@link #CLUES_KEPT}.
     * @return its clue's four bytes.
     */
    static int clue(final DirectBuffer state, final int seat, final int dig) {
        return state.getInt(cluesAt(state, seat) + clueSlot(dig), ORDER);
    }

    private static int clueSlot(final int dig) {
        return dig % CLUES_KEPT * HuntClue.LENGTH;
    }

    /** Where the treasures begin, for whoever reads all of them. */
    static int treasuresAt(final DirectBuffer state) {
        return cluesAt(state, seats(state));
    }

    /** A treasure's four bytes: x, y, value and finder from the lowest to the highest. */
    static int treasure(final DirectBuffer state, final int treasuresAt, final int treasure) {
        return state.getInt(treasuresAt + treasure * TREASURE_LENGTH, ORDER);
    }

    static void hide(final MutableDirectBuffer state, final int treasure, final int bytes) {
        state.putInt(treasuresAt(state) + treasure * TREASURE_LENGTH, bytes, ORDER);
    }

    static void finder(final MutableDirectBuffer state, final int treasure, final int seat) {
        state.putByte(treasuresAt(state) + treasure * TREASURE_LENGTH + FINDER, (byte) seat);
    }

    private static int cluesAt(final DirectBuffer state, final int seat) {
        return seatAt(seats(state)) + seat * CLUES_LENGTH;
    }

    private static int seatAt(final int seat) {
        return HEADER_LENGTH + seat * SEAT_LENGTH;
    }
}
