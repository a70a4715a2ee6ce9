package io.ironhoard.perf.load;

import java.util.Arrays;

/**
 * The events of one match as they came, in one array that grows:
 *
 * <pre>
 *   | length of the canonical event, 2 | of the public part, 2 | head, 32 | canonical event | public part | clocks |
 * </pre>
 *
 * <p>and what each seat alone was told. Written by the loop; read by another thread once the match is over.
 */
final class MatchHistory {
    /** The longest part that is kept. */
    static final int PART_LENGTH_MAX = 0xFFFF;

    private static final int EVENT_HEADER = 4;
    private static final int HEAD = 32;
    private static final int FIRST_LENGTH = 1_024;
    private static final int FIRST_EVENTS = 16;
    private static final int PART_HEADER = 6;

    private byte[] bytes = new byte[FIRST_LENGTH];
    private int length;
    private int[] starts = new int[FIRST_EVENTS];
    private long[] intended = new long[FIRST_EVENTS];
    private int count;
    private final byte[][] parts;
    private final int[] partLengths;

    /** @param seats of the match. */
    MatchHistory(final int seats) {
        parts = new byte[seats][];
        partLengths = new int[seats];
    }

    /** How many events there are. */
    int count() {
        return count;
    }

    /**
     * Make room for the next event.
     *
     * @param canonicalLength the length of its canonical bytes; {@link #bytes} takes them at {@link #canonical}.
     * @param head where its head is.
     * @param headOffset where it begins there.
     * @param publicPart where its public part is.
     * @param publicOffset where it begins there.
     * @param publicLength its length.
     */
    void add(
            final int canonicalLength, final byte[] head, final int headOffset, final byte[] publicPart,
            final int publicOffset, final int publicLength) {
        final int need = EVENT_HEADER + HEAD + canonicalLength + publicLength;
        if (bytes.length - length < need) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + need);
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            intended = Arrays.copyOf(intended, 2 * count);
        }
        starts[count] = length;
        bytes[length] = (byte) canonicalLength;
        bytes[length + 1] = (byte) (canonicalLength >>> Byte.SIZE);
        bytes[length + 2] = (byte) publicLength;
        bytes[length + 3] = (byte) (publicLength >>> Byte.SIZE);
        System.arraycopy(head, headOffset, bytes, length + EVENT_HEADER, HEAD);
        System.arraycopy(publicPart, publicOffset, bytes, length + EVENT_HEADER + HEAD + canonicalLength, publicLength);
        length += need;
        count++;
    }

    /**
     * Keep the clocks of the event that was added last.
     *
     * @param source where they are, encoded.
     * @param offset where they begin there.
     * @param clocksLength their length.
     */
    void addClocks(final byte[] source, final int offset, final int clocksLength) {
        if (bytes.length - length < clocksLength) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + clocksLength);
        }
        System.arraycopy(source, offset, bytes, length, clocksLength);
        length += clocksLength;
    }

    /** Where everything is; moves when an event is added. */
    byte[] bytes() {
        return bytes;
    }

    int head(final int index) {
        return starts[index] + EVENT_HEADER;
    }

    int canonical(final int index) {
        return starts[index] + EVENT_HEADER + HEAD;
    }

    int canonicalLength(final int index) {
        return int16(bytes, starts[index]);
    }

    int publicPart(final int index) {
        return canonical(index) + canonicalLength(index);
    }

    int publicLength(final int index) {
        return int16(bytes, starts[index] + 2);
    }

    int clocks(final int index) {
        return publicPart(index) + publicLength(index);
    }

    int clocksLength(final int index) {
        return (index + 1 == count ? length : starts[index + 1]) - clocks(index);
    }

    /** Keep when the move that made an event was meant to be sent; 0 where none of ours made it. */
    void intendedNs(final int index, final long ns) {
        intended[index] = ns;
    }

    long intendedNs(final int index) {
        return intended[index];
    }

    /** Keep what one seat was told with an event. */
    void addPart(final int seat, final int index, final byte[] source, final int offset, final int partLength) {
        final int at = partLengths[seat];
        final int need = PART_HEADER + partLength;
        if (parts[seat] == null) {
            parts[seat] = new byte[Math.max(FIRST_LENGTH / 4, need)];
        } else if (parts[seat].length - at < need) {
            parts[seat] = Arrays.copyOf(parts[seat], 2 * parts[seat].length + need);
        }
        final byte[] out = parts[seat];
        out[at] = (byte) index;
        out[at + 1] = (byte) (index >>> 8);
        out[at + 2] = (byte) (index >>> 16);
        out[at + 3] = (byte) (index >>> 24);
        out[at + 4] = (byte) partLength;
        out[at + 5] = (byte) (partLength >>> Byte.SIZE);
        System.arraycopy(source, offset, out, at + PART_HEADER, partLength);
        partLengths[seat] += need;
    }

    /** Goes over one seat's parts, in order. */
    final class Parts {
        private final int seat;
        private int at;

        Parts(final int seat) {
            this.seat = seat;
        }

        /**
         * Take the part that came with an event.
         *
         * @param index the event, not before any asked for earlier.
         * @return the part; of no bytes where none came.
         */
        byte[] take(final int index) {
            if (at + PART_HEADER > partLengths[seat]) {
                return new byte[0];
            }
            final byte[] source = parts[seat];
            final int found = int16(source, at) | int16(source, at + 2) << Short.SIZE;
            if (found != index) {
                return new byte[0];
            }
            final int start = at + PART_HEADER;
            at = start + int16(source, at + 4);
            return Arrays.copyOfRange(source, start, at);
        }
    }

    /** A reader of one seat's parts. */
    Parts parts(final int seat) {
        return new Parts(seat);
    }

    private static int int16(final byte[] source, final int at) {
        return source[at] & 0xFF | (source[at + 1] & 0xFF) << Byte.SIZE;
    }
}
