package io.ironhoard.perf.wire;

import io.ironhoard.v1.Join;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.Resign;

/**
 * Writes {@code PlayRequest}s as the generated classes do, without making any: into one array, read before the next is
 * written. Single-threaded; moves and resignations allocate nothing.
 */
public final class PlayEncoder {
    private static final int LENGTH_DELIMITED = 2;
    private static final int TYPE_BITS = 3;
    /** Tag, and a length below 2^14. */
    private static final int HEADER_LENGTH_MAX = 3;
    private static final int VARINT32_LENGTH_MAX = 5;

    private final byte[] bytes;
    private int length;

    /**
     * @param payloadLengthMax the longest payload of a move, in bytes.
     * @param tagLengthMax the longest tag.
     */
    public PlayEncoder(final int payloadLengthMax, final int tagLengthMax) {
        bytes = new byte[4 * HEADER_LENGTH_MAX + VARINT32_LENGTH_MAX + payloadLengthMax + tagLengthMax];
    }

    /** Where the message stands, from 0. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Write a move.
     *
     * @param sequence as uint32.
     * @param payload where its payload is, from 0.
     * @param payloadLength the payload's length.
     * @param tag the tag.
     * @param tagLength its length; 0 for none.
     * @return the message's length.
     */
    public int move(
            final int sequence, final byte[] payload, final int payloadLength, final byte[] tag, final int tagLength) {
        final int body = sequenceSize(sequence) + bytesSize(payloadLength) + bytesSize(tagLength);
        length = 0;
        tag(PlayRequest.MOVE_FIELD_NUMBER, LENGTH_DELIMITED);
        varint(body);
        sequence(Move.SEQUENCE_FIELD_NUMBER, sequence);
        bytes(Move.PAYLOAD_FIELD_NUMBER, payload, payloadLength);
        bytes(Move.TAG_FIELD_NUMBER, tag, tagLength);
        return length;
    }

    /**
     * Write a resignation.
     *
     * @param sequence as uint32.
     * @param tag the tag.
     * @param tagLength its length; 0 for none.
     * @return the message's length.
     */
    public int resign(final int sequence, final byte[] tag, final int tagLength) {
        final int body = sequenceSize(sequence) + bytesSize(tagLength);
        length = 0;
        tag(PlayRequest.RESIGN_FIELD_NUMBER, LENGTH_DELIMITED);
        varint(body);
        sequence(Resign.SEQUENCE_FIELD_NUMBER, sequence);
        bytes(Resign.TAG_FIELD_NUMBER, tag, tagLength);
        return length;
    }

    /**
     * A join from the first event on.
     *
     * @param matchId 32 hexadecimal digits.
     * @param seat from 0.
     * @param protocolVersion of {@code Play}.
     * @return the message, to be kept.
     */
    public static byte[] join(final String matchId, final int seat, final int protocolVersion) {
        return PlayRequest.newBuilder()
                .setJoin(Join.newBuilder().setMatchId(matchId).setSeat(seat).setProtocolVersion(protocolVersion))
                .build()
                .toByteArray();
    }

    private void sequence(final int field, final int sequence) {
        if (sequence != 0) {
            tag(field, 0);
            varint(sequence);
        }
    }

    private void bytes(final int field, final byte[] source, final int sourceLength) {
        if (sourceLength != 0) {
            tag(field, LENGTH_DELIMITED);
            varint(sourceLength);
            System.arraycopy(source, 0, bytes, length, sourceLength);
            length += sourceLength;
        }
    }

    private void tag(final int field, final int type) {
        bytes[length++] = (byte) (field << TYPE_BITS | type);
    }

    private void varint(final int value) {
        int left = value;
        while ((left & ~0x7F) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    private static int sequenceSize(final int sequence) {
        return sequence == 0 ? 0 : 1 + varintSize(sequence);
    }

    private static int bytesSize(final int sourceLength) {
        return sourceLength == 0 ? 0 : 1 + varintSize(sourceLength) + sourceLength;
    }

    private static int varintSize(final int value) {
        return value == 0 ? 1 : (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7;
    }
}
