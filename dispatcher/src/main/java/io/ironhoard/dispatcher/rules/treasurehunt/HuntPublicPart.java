package io.ironhoard.dispatcher.rules.treasurehunt;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What an event tells everybody: that a treasure was found, and at the end where all of them were. One or two blocks, the
 * find first:
 *
 * <pre>
 *   find                              layout
 *    0  kind      uint8   1            0  kind      uint8   2
 *    1  finder    uint8   the seat     1  count     uint8   the treasures
 *    2  treasure  uint8   its number   2  count × { x, y, value, finder }, uint8 each, in the order of their numbers;
 *    3  x         uint8                             the finder is 255 where nobody found it
 *    4  y         uint8
 *    5  value     uint8
 * </pre>
 *
 * <p>Every event that ends the hunt by its rules has a layout. Read over any buffer; allocates nothing. Belongs to one
 * thread.
 */
public final class HuntPublicPart {
    /** The longest part, in bytes. */
    static final int LENGTH_MAX = 6 + 2 + HuntDescriptor.TREASURES_MAX * HuntTreasure.LENGTH;

    private static final int FIND = 1;
    private static final int FIND_LENGTH = 6;
    private static final int LAYOUT = 2;
    private static final int LAYOUT_HEADER = 2;
    private static final int NONE = -1;

    private DirectBuffer part;
    private int find = NONE;
    private int layout = NONE;

    /** Nothing read yet. */
    public HuntPublicPart() {}

    /**
     * Read a public part, or that there is none.
     *
     * @param source where it is.
     * @param offset where it begins.
     * @param length its length in bytes, 0 for none.
     * @return this.
     * @throws IllegalArgumentException where it is not of this form.
     */
    public HuntPublicPart wrap(final DirectBuffer source, final int offset, final int length) {
        part = source;
        find = NONE;
        layout = NONE;
        final int end = offset + length;
        int at = offset;
        if (end - at >= FIND_LENGTH && source.getByte(at) == FIND) {
            find = at;
            at += FIND_LENGTH;
        }
        if (end - at >= LAYOUT_HEADER && source.getByte(at) == LAYOUT) {
            layout = at;
            at += LAYOUT_HEADER + count() * HuntTreasure.LENGTH;
        }
        if (at != end) {
            throw new IllegalArgumentException("a part of " + length + " bytes that is neither find nor layout");
        }
        return this;
    }

    /** Whether a treasure was found: the five below tell which. */
    public boolean hasFind() {
        return find != NONE;
    }

    /** The seat that found it. */
    public int finder() {
        return uint8(find + 1);
    }

    /** The treasure's number, from 0. */
    public int treasure() {
        return uint8(find + 2);
    }

    /** Where it was, from west to east. */
    public int x() {
        return uint8(find + 3);
    }

    /** Where it was, from north to south. */
    public int y() {
        return uint8(find + 4);
    }

    /** What it is worth, in points. */
    public int value() {
        return uint8(find + 5);
    }

    /** Whether all treasures are shown: the five below tell of them. */
    public boolean hasLayout() {
        return layout != NONE;
    }

    /** How many treasures there are. */
    public int count() {
        return uint8(layout + 1);
    }

    /** Where a treasure was, from west to east. */
    public int x(final int treasure) {
        return uint8(treasureAt(treasure));
    }

    /** Where a treasure was, from north to south. */
    public int y(final int treasure) {
        return uint8(treasureAt(treasure) + 1);
    }

    /** What a treasure is worth, in points. */
    public int value(final int treasure) {
        return uint8(treasureAt(treasure) + 2);
    }

    /** The seat that found a treasure, or {@link HuntView#NOBODY}. */
    public int finder(final int treasure) {
        return uint8(treasureAt(treasure) + 3);
    }

    private int treasureAt(final int treasure) {
        return layout + LAYOUT_HEADER + treasure * HuntTreasure.LENGTH;
    }

    private int uint8(final int offset) {
        return part.getByte(offset) & 0xFF;
    }

    static int writeFind(final MutableDirectBuffer out, final int seat, final int number, final int treasure) {
        out.putByte(0, (byte) FIND);
        out.putByte(1, (byte) seat);
        out.putByte(2, (byte) number);
        out.putByte(3, (byte) HuntTreasure.x(treasure));
        out.putByte(4, (byte) HuntTreasure.y(treasure));
        out.putByte(5, (byte) HuntTreasure.value(treasure));
        return FIND_LENGTH;
    }

    static int writeLayout(final DirectBuffer state, final MutableDirectBuffer out, final int offset) {
        out.putByte(offset, (byte) LAYOUT);
        out.putByte(offset + 1, (byte) HuntState.treasures(state));
        return LAYOUT_HEADER + HuntTreasure.writeKnown(state, out, offset + LAYOUT_HEADER);
    }
}
