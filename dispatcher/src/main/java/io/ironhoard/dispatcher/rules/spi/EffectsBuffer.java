package io.ironhoard.dispatcher.rules.spi;

import io.ironhoard.proto.rules.RuleSetDescriptor;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The effects of one call of a rule set, kept to be read: for whoever executes matches. Used again for the next call.
 * Owned by one thread; allocates nothing after construction but the exceptions of a rule set's mistake.
 */
public final class EffectsBuffer implements Effects {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH_LIMIT]);
    private final int[] offsets = new int[RuleSetDescriptor.SEATS_LIMIT];
    private final int[] lengths = new int[RuleSetDescriptor.SEATS_LIMIT];
    private int seatCount;
    private int used;
    private int publicOffset;
    private int publicLength;
    private int privateCount;

    /**
     * Forget what was given, before the next call.
     *
     * @param seats how many seats the match has.
     */
    public void clear(final int seats) {
        if (privateCount > 0) {
            for (int seat = 0; seat < seatCount; seat++) {
                lengths[seat] = 0;
            }
        }
        seatCount = seats;
        used = 0;
        publicLength = 0;
        privateCount = 0;
    }

    @Override
    public void toAll(final DirectBuffer source, final int offset, final int length) {
        if (publicLength != 0) {
            throw new IllegalStateException("the public part of this event was given already");
        }
        publicOffset = keep(source, offset, length);
        publicLength = length;
    }

    @Override
    public void toSeat(final int seat, final DirectBuffer source, final int offset, final int length) {
        if (seat < 0 || seat >= seatCount) {
            throw new IllegalArgumentException("seat " + seat + " is outside 0.." + (seatCount - 1));
        }
        if (lengths[seat] != 0) {
            throw new IllegalStateException("the part of seat " + seat + " was given already");
        }
        offsets[seat] = keep(source, offset, length);
        lengths[seat] = length;
        privateCount += length > 0 ? 1 : 0;
    }

    private int keep(final DirectBuffer source, final int offset, final int length) {
        if (length < 0 || length > LENGTH_LIMIT - used) {
            throw new IllegalStateException(
                    "a part of " + length + " bytes after " + used + " of at most " + LENGTH_LIMIT);
        }
        final int at = used;
        bytes.putBytes(at, source, offset, length);
        used += length;
        return at;
    }

    /** Where all parts are. */
    public DirectBuffer bytes() {
        return bytes;
    }

    /** The length of all parts together. */
    public int length() {
        return used;
    }

    /** Where the public part begins. */
    public int publicOffset() {
        return publicOffset;
    }

    /** The length of the public part, 0 where there is none. */
    public int publicLength() {
        return publicLength;
    }

    /** How many seats have a private part. */
    public int privateCount() {
        return privateCount;
    }

    /** Where a seat's private part begins. */
    public int privateOffset(final int seat) {
        return offsets[seat];
    }

    /** The length of a seat's private part, 0 where there is none. */
    public int privateLength(final int seat) {
        return lengths[seat];
    }
}
