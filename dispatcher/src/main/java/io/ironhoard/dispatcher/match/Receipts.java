package io.ironhoard.dispatcher.match;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The receipts of the last K moves of each seat, by which a move that is sent again finds its first answer; a flyweight over
 * the match's slot.
 *
 * <pre>
 *     0   sequence, uint32            4   index, uint32
 *     8   time, int64, milliseconds
 *    16   tag of the submitted bytes, 16 bytes
 *    32   head, 32 bytes
 * </pre>
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class Receipts {
    /** Bytes of a receipt. */
    static final int LENGTH = 64;

    private static final int INDEX = 4;
    private static final int TIME = 8;
    private static final int TAG = 16;
    private static final int HEAD = 32;

    private final UnsafeBuffer slot;
    private int base;
    private int end;
    private int perSeat;

    Receipts(final UnsafeBuffer slot) {
        this.slot = slot;
    }

    void layOut(final int receiptsOffset, final int seats, final int receiptsPerSeat) {
        base = receiptsOffset;
        perSeat = receiptsPerSeat;
        end = receiptsOffset + seats * receiptsPerSeat * LENGTH;
    }

    /**
     * Keep a receipt; the seat's oldest goes.
     *
     * @param seat from 0.
     * @param sequence the move's number.
     * @param index its place in the match.
     * @param timeMs the shard's time.
     * @param tagged where the tag is.
     * @param tagOffset where it begins.
     * @param headOffset where the head after it begins in the slot.
     */
    public void add(
            final int seat,
            final int sequence,
            final int index,
            final long timeMs,
            final DirectBuffer tagged,
            final int tagOffset,
            final int headOffset) {
        final int at = offset(seat, sequence);
        slot.putInt(at, sequence);
        slot.putInt(at + INDEX, index);
        slot.putLong(at + TIME, timeMs);
        slot.putBytes(at + TAG, tagged, tagOffset, MoveSigning.TAG_LENGTH);
        slot.putBytes(at + HEAD, slot, headOffset, ChainHasher.HEAD_LENGTH);
    }

    /** Whether the receipt of a seat's move is kept. */
    public boolean has(final int seat, final int sequence) {
        return sequence != 0 && slot.getInt(offset(seat, sequence)) == sequence;
    }

    /** Whether the kept move was submitted with this tag, which is with the same bytes. */
    public boolean isTag(final int seat, final int sequence, final DirectBuffer tagged, final int tagOffset) {
        final int at = offset(seat, sequence) + TAG;
        return slot.getLong(at) == tagged.getLong(tagOffset)
                && slot.getLong(at + Long.BYTES) == tagged.getLong(tagOffset + Long.BYTES);
    }

    /** The kept move's place in the match. */
    public int index(final int seat, final int sequence) {
        return slot.getInt(offset(seat, sequence) + INDEX);
    }

    /** The shard's time of the kept move. */
    public long timeMs(final int seat, final int sequence) {
        return slot.getLong(offset(seat, sequence) + TIME);
    }

    /** Where the head of the kept move begins in the slot. */
    public int headOffset(final int seat, final int sequence) {
        return offset(seat, sequence) + HEAD;
    }

    /** Where the receipts begin in the match's slot. */
    public int offset() {
        return base;
    }

    /** Where they end. */
    public int end() {
        return end;
    }

    private int offset(final int seat, final int sequence) {
        return base + (seat * perSeat + (sequence & (perSeat - 1))) * LENGTH;
    }
}
