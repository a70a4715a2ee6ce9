package io.ironhoard.dispatcher.match;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.MoveSigning;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The receipts of the last K moves of each seat, by which a move that is sent again finds its first answer.
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

    private final int perSeat;
    private final UnsafeBuffer buffer;

    /**
     * @param seats how many seats.
     * @param perSeat K, a power of two.
     */
    public Receipts(final int seats, final int perSeat) {
        this.perSeat = perSeat;
        buffer = new UnsafeBuffer(new byte[seats * perSeat * LENGTH]);
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
     * @param head the head after it.
     */
    public void add(
            final int seat,
            final int sequence,
            final int index,
            final long timeMs,
            final DirectBuffer tagged,
            final int tagOffset,
            final byte[] head) {
        final int at = offset(seat, sequence);
        buffer.putInt(at, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + INDEX, index, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + TIME, timeMs, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + TAG, tagged, tagOffset, MoveSigning.TAG_LENGTH);
        buffer.putBytes(at + HEAD, head, 0, ChainHasher.HEAD_LENGTH);
    }

    /** Whether the receipt of a seat's move is kept. */
    public boolean has(final int seat, final int sequence) {
        return sequence != 0 && buffer.getInt(offset(seat, sequence), ByteOrder.LITTLE_ENDIAN) == sequence;
    }

    /** Whether the kept move was submitted with this tag, which is with the same bytes. */
    public boolean isTag(final int seat, final int sequence, final DirectBuffer tagged, final int tagOffset) {
        final int at = offset(seat, sequence) + TAG;
        return buffer.getLong(at) == tagged.getLong(tagOffset)
                && buffer.getLong(at + Long.BYTES) == tagged.getLong(tagOffset + Long.BYTES);
    }

    /** The kept move's place in the match. */
    public int index(final int seat, final int sequence) {
        return buffer.getInt(offset(seat, sequence) + INDEX, ByteOrder.LITTLE_ENDIAN);
    }

    /** The shard's time of the kept move. */
    public long timeMs(final int seat, final int sequence) {
        return buffer.getLong(offset(seat, sequence) + TIME, ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the head of the kept move begins in {@link #buffer}. */
    public int headOffset(final int seat, final int sequence) {
        return offset(seat, sequence) + HEAD;
    }

    /** How many receipts are kept for each seat. */
    int perSeat() {
        return perSeat;
    }

    /** All receipts. */
    public DirectBuffer buffer() {
        return buffer;
    }

    private int offset(final int seat, final int sequence) {
        return (seat * perSeat + (sequence & (perSeat - 1))) * LENGTH;
    }
}
