package io.ironhoard.dispatcher.rules.treasurehunt;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * What a dig tells the digger alone, 4 bytes: the private part of every event that is a dig, and an entry of the seat's
 * view. The distance is that to the nearest treasure still hidden after the dig, in steps: max(|dx|, |dy|).
 *
 * <pre>
 *    0  kind      uint8   1
 *    1  x         uint8   where the dig was
 *    2  y         uint8
 *    3  distance  uint8   1 to 254; 255 where no treasure is hidden any more
 * </pre>
 *
 * <p>Read over any buffer; allocates nothing. Belongs to one thread.
 */
public final class HuntClue {
    /** Bytes of a clue. */
    public static final int LENGTH = 4;
    /** The kind of a private part that is a clue. */
    public static final int KIND = 1;
    /** The distance where no treasure is hidden any more. */
    public static final int NOTHING_LEFT = 255;

    private static final int X_SHIFT = 8;
    private static final int Y_SHIFT = 16;
    private static final int DISTANCE_SHIFT = 24;

    private int bytes;

    /** Nothing read yet. */
    public HuntClue() {}

    /**
     * Read a private part.
     *
     * @param part where it is.
     * @param offset where it begins.
     * @param length its length in bytes.
     * @return this.
     * @throws IllegalArgumentException where it is no clue.
     */
    public HuntClue wrap(final DirectBuffer part, final int offset, final int length) {
        if (length != LENGTH || part.getByte(offset) != KIND) {
            throw new IllegalArgumentException("a part of " + length + " bytes that is no clue");
        }
        return read(part.getInt(offset, ByteOrder.LITTLE_ENDIAN));
    }

    /** Where the dig was, from west to east. */
    public int x() {
        return bytes >>> X_SHIFT & 0xFF;
    }

    /** Where the dig was, from north to south. */
    public int y() {
        return bytes >>> Y_SHIFT & 0xFF;
    }

    /** The steps to the nearest treasure still hidden, or {@link #NOTHING_LEFT}. */
    public int distance() {
        return bytes >>> DISTANCE_SHIFT;
    }

    HuntClue read(final int clue) {
        bytes = clue;
        return this;
    }

    static int of(final int x, final int y, final int distance) {
        return KIND | x << X_SHIFT | y << Y_SHIFT | distance << DISTANCE_SHIFT;
    }
}
