package io.ironhoard.proto.crypto;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The tag of a move: HMAC-SHA-256 under the seat's key over these bytes, cut to its leftmost 16.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-------------------------------+-------------------------------+
 *   |  label, the 8 bytes "IHMOVE", 0x01, 0x00                      |
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |  match id, upper half, 8 bytes                                |
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |  match id, lower half, 8 bytes                                |
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |  sequence, uint32                                             |
 *   +---------------+---------------+-------------------------------+
 *   |  seat         |  action       |  payload length, uint16       |
 *   +---------------+---------------+-------------------------------+
 *   |  payload ...
 *   +----------------------
 * </pre>
 *
 * <p>All numbers are little-endian. With a payload of up to 23 bytes that is one SHA-256 block inside the HMAC. The
 * same bytes, in the same order, are the end of a {@code SubmitMove} frame, so a shard checks them where they are.
 *
 * <p>Owned by one thread. Allocates nothing after construction.
 */
public final class MoveSigning {
    /** {@code "IHMOVE"}, version 1, as a little-endian number. */
    public static final long LABEL = 0x0001_4556_4F4D_4849L;
    /** Bytes of a tag. */
    public static final int TAG_LENGTH = 16;
    /** Signed bytes before the payload. */
    public static final int HEADER_LENGTH = 32;
    /** The action of a move. */
    public static final int ACTION_MOVE = 0;
    /** The action of a resignation, whose payload is empty. */
    public static final int ACTION_RESIGN = 1;

    private static final int MATCH_ID_HIGH = 8;
    private static final int MATCH_ID_LOW = 16;
    private static final int SEQUENCE = 24;
    private static final int SEAT = 28;
    private static final int ACTION = 29;
    private static final int PAYLOAD_LENGTH = 30;

    private final HmacSha256 hmac = new HmacSha256();
    private final byte[] full = new byte[HmacSha256.LENGTH];
    private final byte[] signed;

    /**
     * @param payloadLengthMax the longest payload that will come, in bytes.
     */
    public MoveSigning(final int payloadLengthMax) {
        signed = new byte[HEADER_LENGTH + payloadLengthMax];
    }

    /**
     * Lay out the signed bytes of a move, as a client does.
     *
     * @param out where to write, from 0, {@link #HEADER_LENGTH} bytes and the payload.
     * @param matchIdHigh the upper half of the match's id.
     * @param matchIdLow the lower half.
     * @param sequence the seat's sequence number, as uint32.
     * @param seat the seat.
     * @param action {@link #ACTION_MOVE} or {@link #ACTION_RESIGN}.
     * @param payload the move's bytes.
     * @return how many bytes are to be signed.
     */
    public static int encode(
            final MutableDirectBuffer out,
            final long matchIdHigh,
            final long matchIdLow,
            final int sequence,
            final int seat,
            final int action,
            final byte[] payload) {
        out.putLong(0, LABEL, ByteOrder.LITTLE_ENDIAN);
        out.putLong(MATCH_ID_HIGH, matchIdHigh, ByteOrder.LITTLE_ENDIAN);
        out.putLong(MATCH_ID_LOW, matchIdLow, ByteOrder.LITTLE_ENDIAN);
        out.putInt(SEQUENCE, sequence, ByteOrder.LITTLE_ENDIAN);
        out.putByte(SEAT, (byte) seat);
        out.putByte(ACTION, (byte) action);
        out.putShort(PAYLOAD_LENGTH, (short) payload.length, ByteOrder.LITTLE_ENDIAN);
        out.putBytes(HEADER_LENGTH, payload);
        return HEADER_LENGTH + payload.length;
    }

    /**
     * Compute a tag.
     *
     * @param keys where the seat's key is, {@link SeatKeys#LENGTH} bytes.
     * @param keyOffset where it begins.
     * @param buffer where the signed bytes are.
     * @param offset where they begin.
     * @param length how many they are.
     * @param out where to write {@link #TAG_LENGTH} bytes.
     * @param outOffset where to begin.
     */
    public void sign(
            final byte[] keys,
            final int keyOffset,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MutableDirectBuffer out,
            final int outOffset) {
        compute(keys, keyOffset, buffer, offset, length);
        out.putBytes(outOffset, full, 0, TAG_LENGTH);
    }

    /**
     * Check a tag, in a time that does not depend on where it differs.
     *
     * @param keys where the seat's key is.
     * @param keyOffset where it begins.
     * @param buffer where the signed bytes and the tag are.
     * @param offset where the signed bytes begin.
     * @param length how many they are.
     * @param tagOffset where the tag begins.
     * @return whether the tag is the key's for these bytes.
     */
    public boolean verify(
            final byte[] keys,
            final int keyOffset,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int tagOffset) {
        compute(keys, keyOffset, buffer, offset, length);
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= full[i] ^ buffer.getByte(tagOffset + i);
        }
        return difference == 0;
    }

    private void compute(
            final byte[] keys, final int keyOffset, final DirectBuffer buffer, final int offset, final int length) {
        buffer.getBytes(offset, signed, 0, length);
        hmac.key(keys, keyOffset, SeatKeys.LENGTH);
        hmac.compute(signed, 0, length, full, 0);
    }
}
