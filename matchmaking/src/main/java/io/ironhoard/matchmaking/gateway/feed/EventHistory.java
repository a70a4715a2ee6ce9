package io.ironhoard.matchmaking.gateway.feed;

import java.util.Arrays;

/**
 * One match's encoded events, from {@link #base()} up to {@link #next()}, and when each came to this gateway.
 *
 * <p>Owned by the gateway's event loop. Allocates nothing for an event, apart from growing by doubling.
 */
final class EventHistory {
    /** What an event costs beside its frame: references, object headers, its time. */
    private static final int EVENT_OVERHEAD_BYTES = 56;

    private static final int EVENTS_INITIAL = 16;

    /** Frames without private parts, from {@link #base}. */
    private EncodedFrame[] frames = new EncodedFrame[EVENTS_INITIAL];
    /** When they came, by the gateway's clock, which never goes back. */
    private long[] arrivedMs = new long[EVENTS_INITIAL];
    /** Frames with private parts, in the order of their seats; null as long as no event had any. */
    private EncodedFrame[][] privateFrames;
    /** The seats of those frames, a bit each. */
    private long[] privateSeats;

    private int base;
    private int next;
    private long bytes;

    /** The first index that is kept. */
    int base() {
        return base;
    }

    /** The index that the next event will have. */
    int next() {
        return next;
    }

    /** What it takes of memory. */
    long bytes() {
        return bytes;
    }

    /**
     * @param index from {@link #base()} to below {@link #next()}.
     * @return the event as everybody may see it.
     */
    EncodedFrame frame(final int index) {
        if (index < base || index >= next) {
            throw new IndexOutOfBoundsException("event " + index + " of " + base + ".." + next);
        }
        return frames[index - base];
    }

    /**
     * @param index from {@link #base()} to below {@link #next()}.
     * @param seat who reads.
     * @return the event as that seat may see it.
     */
    EncodedFrame frame(final int index, final int seat) {
        final EncodedFrame everybodys = frame(index);
        final long seats = privateSeats == null ? 0 : privateSeats[index - base];
        return (seats >>> seat & 1) == 0
                ? everybodys
                : privateFrames[index - base][Long.bitCount(seats & (1L << seat) - 1)];
    }

    /**
     * @param from an index.
     * @param limitMs a time.
     * @return the first index, from there or from {@link #base()} on, of what came after that time; {@link #next()}
     *     where nothing did.
     */
    int firstAfter(final int from, final long limitMs) {
        int index = Math.max(from, base);
        while (index < next && arrivedMs[index - base] <= limitMs) {
            index++;
        }
        return index;
    }

    /**
     * Keep the next event.
     *
     * @param frame for everybody.
     * @param seats for which seats there are other frames, a bit each.
     * @param frameOfSeats those frames, in the order of the seats.
     * @param timeMs when it came.
     */
    void append(final EncodedFrame frame, final long seats, final EncodedFrame[] frameOfSeats, final long timeMs) {
        final int at = next - base;
        if (at == frames.length) {
            grow(2 * at);
        }
        frames[at] = frame;
        arrivedMs[at] = timeMs;
        bytes += frame.length() + EVENT_OVERHEAD_BYTES;
        if (seats != 0) {
            keepPrivate(at, seats, frameOfSeats);
        }
        next++;
    }

    private void keepPrivate(final int at, final long seats, final EncodedFrame[] frameOfSeats) {
        if (privateSeats == null) {
            privateSeats = new long[frames.length];
            privateFrames = new EncodedFrame[frames.length][];
        }
        privateSeats[at] = seats;
        privateFrames[at] = frameOfSeats;
        for (final EncodedFrame frame : frameOfSeats) {
            bytes += frame.length() + EVENT_OVERHEAD_BYTES;
        }
    }

    private void grow(final int capacity) {
        frames = Arrays.copyOf(frames, capacity);
        arrivedMs = Arrays.copyOf(arrivedMs, capacity);
        if (privateSeats != null) {
            privateSeats = Arrays.copyOf(privateSeats, capacity);
            privateFrames = Arrays.copyOf(privateFrames, capacity);
        }
    }

    /**
     * Forget all events.
     *
     * @param index the index that the next one will have.
     */
    void restartAt(final int index) {
        base = index;
        next = index;
        frames = new EncodedFrame[EVENTS_INITIAL];
        arrivedMs = new long[EVENTS_INITIAL];
        privateSeats = null;
        privateFrames = null;
        bytes = 0;
    }
}
