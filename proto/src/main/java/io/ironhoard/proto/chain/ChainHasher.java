package io.ironhoard.proto.chain;

import io.ironhoard.proto.crypto.Sha256;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One step of a match's chain: {@code head' = SHA-256(head | canonical event)}, where the canonical event is
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *   |  index, uint32                                                |
 *   +-------------------------------+---------------+---------------+
 *   |  payload length, uint16       |  seat         |  kind         |
 *   +-------------------------------+---------------+---------------+
 *   |  time, the lower 7 bytes of milliseconds since the Unix epoch |
 *   |                                               +---------------+
 *   |                                               |  payload ...
 *   +-----------------------------------------------+----------
 * </pre>
 *
 * <p>All numbers are little-endian. The head and 15 bytes leave room for a payload of 8 bytes in a single SHA-256 block
 * of 55 bytes and its padding. What makes matches different is bound by head₀, see {@link HeadPreimage}.
 *
 * <p>Owned by one thread. Allocates nothing after construction.
 */
public final class ChainHasher {
    /** Bytes of a head. */
    public static final int HEAD_LENGTH = Sha256.LENGTH;
    /** Canonical bytes before the payload. */
    public static final int HEADER_LENGTH = 15;

    private static final int LENGTH = 4;
    private static final int SEAT = 6;
    private static final int KIND = 7;
    /** Where the time begins. */
    public static final int TIME = 8;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] input;
    private final UnsafeBuffer encoder;

    /**
     * @param payloadLengthMax the longest payload that will come, in bytes.
     */
    public ChainHasher(final int payloadLengthMax) {
        input = new byte[HEAD_LENGTH + HEADER_LENGTH + Math.max(1, payloadLengthMax)];
        encoder = new UnsafeBuffer(input);
    }

    /**
     * The first eight bytes of a canonical event, as a little-endian number. The next eight are the time, whose highest byte is
     * zero and gives way to the payload.
     *
     * @param index the event's index in its match, as uint32.
     * @param kind what made it: the value of an SBE {@code EventKind}.
     * @param seat who made it, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT}.
     * @param length how long its payload is.
     * @return eight bytes.
     */
    public static long firstWord(final long index, final int kind, final int seat, final int length) {
        return index & 0xFFFF_FFFFL
                | (long) (length & 0xFFFF) << LENGTH * Byte.SIZE
                | (long) (seat & 0xFF) << SEAT * Byte.SIZE
                | (long) (kind & 0xFF) << KIND * Byte.SIZE;
    }

    /**
     * The length of the payload that follows a canonical header.
     *
     * @param header where it is.
     * @param offset where it begins.
     * @return bytes.
     */
    public static int payloadLength(final byte[] header, final int offset) {
        return header[offset + LENGTH] & 0xFF | (header[offset + LENGTH + 1] & 0xFF) << Byte.SIZE;
    }

    /**
     * Lay out a canonical event for the next {@link #extend}.
     *
     * @param index the event's index in its match, as uint32.
     * @param kind what made it: the value of an SBE {@code EventKind}.
     * @param seat who made it, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT}.
     * @param timeMs the shard's time.
     * @param payload where its payload is.
     * @param offset where the payload begins.
     * @param length how long it is.
     * @return the length of the canonical event in bytes.
     */
    public int encode(
            final int index,
            final int kind,
            final int seat,
            final long timeMs,
            final DirectBuffer payload,
            final int offset,
            final int length) {
        encoder.putLong(HEAD_LENGTH, firstWord(index, kind, seat, length), ByteOrder.LITTLE_ENDIAN);
        encoder.putLong(HEAD_LENGTH + TIME, timeMs, ByteOrder.LITTLE_ENDIAN);
        if (length > 0) {
            payload.getBytes(offset, input, HEAD_LENGTH + HEADER_LENGTH, length);
        }
        return HEADER_LENGTH + length;
    }

    /**
     * Take canonical bytes as they stand in a record.
     *
     * @param canonical where they are.
     * @param offset where they begin.
     * @param length how many they are.
     */
    public void wrap(final byte[] canonical, final int offset, final int length) {
        System.arraycopy(canonical, offset, input, HEAD_LENGTH, length);
    }

    /**
     * The canonical bytes laid out last, for whoever stores them.
     *
     * @param out where to write them.
     * @param outOffset where to begin.
     * @param length how many, as {@link #encode} returned.
     */
    public void canonical(final byte[] out, final int outOffset, final int length) {
        System.arraycopy(input, HEAD_LENGTH, out, outOffset, length);
    }

    /**
     * Extend a chain by the canonical event laid out before.
     *
     * @param head where the present head is.
     * @param headOffset where it begins.
     * @param length the length of the canonical event.
     * @param out where to write the new head; may be {@code head} itself.
     * @param outOffset where to begin.
     */
    public void extend(
            final byte[] head, final int headOffset, final int length, final byte[] out, final int outOffset) {
        System.arraycopy(head, headOffset, input, 0, HEAD_LENGTH);
        digest.update(input, 0, HEAD_LENGTH + length);
        Sha256.finish(digest, out, outOffset);
    }
}
