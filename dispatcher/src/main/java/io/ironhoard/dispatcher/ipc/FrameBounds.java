package io.ironhoard.dispatcher.ipc;

import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import io.ironhoard.proto.sbe.GatewayHelloDecoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Whether every length inside a frame lies within the frame, found before anything is decoded. Stateless.
 *
 * <pre>
 *    0               2               4               6
 *   +---------------+---------------+---------------+---------------+
 *   | block length  | template      | schema        | version       |
 *   +---------------+---------------+---------------+---------------+
 *   | block: the correlation id first, in every request that has one ...
 *   +----------------------------------------------------------------
 *   | groups: block length, count, blocks; data: length, bytes ...
 *   +----------------------------------------------------------------
 * </pre>
 *
 * <p>All numbers are little-endian unsigned 16 bit. A frame ends exactly where its last field ends.
 */
public final class FrameBounds {
    /** The frame can be decoded. */
    public static final int READABLE = 0;
    /** The frame does not even say whom to answer. */
    static final int UNREADABLE = -1;

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATE = 2;
    private static final int SCHEMA = 4;
    private static final int VERSION = 6;
    private static final int LENGTH_BYTES = Short.BYTES;
    private static final int NO_END = -1;

    private FrameBounds() {}

    /**
     * @param buffer where the frame is.
     * @param offset where it begins.
     * @param length how long it is.
     * @return {@link #READABLE}, the {@link ResultCode} to answer with, or {@link #UNREADABLE}.
     */
    public static int check(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER + Long.BYTES || uint16(buffer, offset + SCHEMA) != MessageHeaderDecoder.SCHEMA_ID) {
            return UNREADABLE;
        }
        final int blockLength = blockLengthOf(uint16(buffer, offset + TEMPLATE));
        if (blockLength == 0) {
            return UNREADABLE;
        }
        if (uint16(buffer, offset + VERSION) != MessageHeaderDecoder.SCHEMA_VERSION) {
            return ResultCode.UNSUPPORTED_VERSION.code();
        }
        if (uint16(buffer, offset) != blockLength || length < HEADER + blockLength) {
            return ResultCode.MALFORMED_FRAME.code();
        }
        final int end = endOf(uint16(buffer, offset + TEMPLATE), buffer, offset, length);
        return end == length ? READABLE : ResultCode.MALFORMED_FRAME.code();
    }

    /**
     * @param buffer where a frame is that has at least a header.
     * @param offset where it begins.
     * @return its template.
     */
    static int templateId(final DirectBuffer buffer, final int offset) {
        return uint16(buffer, offset + TEMPLATE);
    }

    /**
     * @param buffer where a frame is that {@link #check} did not find unreadable.
     * @param offset where it begins.
     * @return its correlation id; meaningless in templates that have none.
     */
    static long correlationId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + HEADER, ByteOrder.LITTLE_ENDIAN);
    }

    private static int blockLengthOf(final int templateId) {
        return switch (templateId) {
            case SubmitMoveDecoder.TEMPLATE_ID -> SubmitMoveDecoder.BLOCK_LENGTH;
            case CreateMatchDecoder.TEMPLATE_ID -> CreateMatchDecoder.BLOCK_LENGTH;
            case ConnectSeatDecoder.TEMPLATE_ID -> ConnectSeatDecoder.BLOCK_LENGTH;
            case DisconnectSeatDecoder.TEMPLATE_ID -> DisconnectSeatDecoder.BLOCK_LENGTH;
            case InspectMatchDecoder.TEMPLATE_ID -> InspectMatchDecoder.BLOCK_LENGTH;
            case GatewayHelloDecoder.TEMPLATE_ID -> GatewayHelloDecoder.BLOCK_LENGTH;
            case ViewMatchDecoder.TEMPLATE_ID -> ViewMatchDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private static int endOf(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final int afterBlock = HEADER + blockLengthOf(templateId);
        if (templateId == SubmitMoveDecoder.TEMPLATE_ID) {
            return afterData(buffer, offset, afterBlock, length);
        }
        if (templateId == CreateMatchDecoder.TEMPLATE_ID) {
            int end = afterSeats(buffer, offset, afterBlock, length);
            end = afterData(buffer, offset, end, length);
            return afterData(buffer, offset, end, length);
        }
        return afterBlock;
    }

    private static int afterSeats(final DirectBuffer buffer, final int offset, final int start, final int length) {
        final int blocks = start + CreateMatchDecoder.SeatsDecoder.sbeHeaderSize();
        if (blocks > length
                || uint16(buffer, offset + start) != CreateMatchDecoder.SeatsDecoder.sbeBlockLength()) {
            return NO_END;
        }
        final int count = uint16(buffer, offset + start + LENGTH_BYTES);
        final int end = blocks + count * CreateMatchDecoder.SeatsDecoder.sbeBlockLength();
        return end <= length ? end : NO_END;
    }

    private static int afterData(final DirectBuffer buffer, final int offset, final int start, final int length) {
        if (start == NO_END || start + LENGTH_BYTES > length) {
            return NO_END;
        }
        final int end = start + LENGTH_BYTES + uint16(buffer, offset + start);
        return end <= length ? end : NO_END;
    }

    private static int uint16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
