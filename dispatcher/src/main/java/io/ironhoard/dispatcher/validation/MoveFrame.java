package io.ironhoard.dispatcher.validation;

import io.ironhoard.arena.Memory;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import org.agrona.DirectBuffer;

/**
 * A {@code SubmitMove} frame where it lies, outside the heap. Its lengths are compared once, by {@link #wrap}; what is read
 * after that is not checked again. Field by field it is what the schema's own decoder reads.
 *
 * <p>Owned by one thread; allocates nothing.
 */
public final class MoveFrame {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int LENGTH_MIN =
            HEADER + SubmitMoveDecoder.BLOCK_LENGTH + SubmitMoveDecoder.payloadHeaderLength();
    /** The message header of every frame that can be read here: block length, template, schema, version. */
    private static final long MESSAGE_HEADER = SubmitMoveDecoder.BLOCK_LENGTH
            | (long) SubmitMoveDecoder.TEMPLATE_ID << 16
            | (long) SubmitMoveDecoder.SCHEMA_ID << 32
            | (long) SubmitMoveDecoder.SCHEMA_VERSION << 48;

    private static final int CORRELATION_ID = HEADER + SubmitMoveDecoder.correlationIdEncodingOffset();
    private static final int DEADLINE = HEADER + SubmitMoveDecoder.deadlineMsEncodingOffset();
    private static final int EPOCH = HEADER + SubmitMoveDecoder.epochEncodingOffset();
    private static final int GATEWAY = HEADER + SubmitMoveDecoder.gatewayIdEncodingOffset();
    private static final int RESERVED = HEADER + SubmitMoveDecoder.reservedEncodingOffset();
    private static final int TAG = HEADER + SubmitMoveDecoder.tagEncodingOffset();
    private static final int SIGNED = HEADER + SubmitMoveDecoder.labelEncodingOffset();
    private static final int MATCH_ID_HIGH = HEADER + SubmitMoveDecoder.matchIdHighEncodingOffset();
    private static final int MATCH_ID_LOW = HEADER + SubmitMoveDecoder.matchIdLowEncodingOffset();
    private static final int SEQUENCE = HEADER + SubmitMoveDecoder.sequenceEncodingOffset();
    private static final int SEAT = HEADER + SubmitMoveDecoder.seatEncodingOffset();
    private static final int ACTION = HEADER + SubmitMoveDecoder.actionEncodingOffset();
    private static final int PAYLOAD_LENGTH = HEADER + SubmitMoveDecoder.BLOCK_LENGTH;
    private static final int PAYLOAD = LENGTH_MIN;

    private long address;
    private int payloadLength;

    /**
     * Look at a frame, if it is a move that ends where its lengths say.
     *
     * @param buffer where it is, outside the heap.
     * @param offset where it begins, with its message header.
     * @param length how long it is.
     * @return whether it is one; where not, nothing of it may be read here.
     * @throws IllegalArgumentException where the buffer lies on the heap.
     */
    public boolean wrap(final DirectBuffer buffer, final int offset, final int length) {
        if (buffer.byteArray() != null) {
            throw new IllegalArgumentException("a frame on the heap has no address");
        }
        buffer.boundsCheck(offset, length);
        address = buffer.addressOffset() + offset;
        if (length < LENGTH_MIN || Memory.getLong(address) != MESSAGE_HEADER) {
            return false;
        }
        payloadLength = Memory.getShort(address + PAYLOAD_LENGTH);
        return length == LENGTH_MIN + payloadLength;
    }

    /** What its answer carries. */
    public long correlationId() {
        return Memory.getLong(address + CORRELATION_ID);
    }

    /** Refuse it from then on, milliseconds since the Unix epoch; 0 for no deadline. */
    public long deadlineMs() {
        return Memory.getLong(address + DEADLINE);
    }

    /** The shard's epoch as the gateway knows it. */
    public int epoch() {
        return Memory.getInt(address + EPOCH);
    }

    /** Who sends it. */
    public int gatewayId() {
        return Memory.getShort(address + GATEWAY);
    }

    /** Nothing yet, 0. */
    public int reserved() {
        return Memory.getShort(address + RESERVED);
    }

    /** The address of the tag, {@link MoveSigning#TAG_LENGTH} bytes. */
    public long tag() {
        return address + TAG;
    }

    /** The address of the signed bytes, which begin with the label and end with the payload. */
    public long signed() {
        return address + SIGNED;
    }

    /** How many bytes are signed. */
    public int signedLength() {
        return MoveSigning.HEADER_LENGTH + payloadLength;
    }

    /** What is signed, and in which version. */
    public long label() {
        return Memory.getLong(address + SIGNED);
    }

    /** The upper half of the match's id. */
    public long matchIdHigh() {
        return Memory.getLong(address + MATCH_ID_HIGH);
    }

    /** The lower half. */
    public long matchIdLow() {
        return Memory.getLong(address + MATCH_ID_LOW);
    }

    /** The seat's sequence number, as uint32. */
    public int sequence() {
        return Memory.getInt(address + SEQUENCE);
    }

    /** Whose move it is. */
    public int seat() {
        return Memory.getByte(address + SEAT) & 0xFF;
    }

    /** {@link MoveSigning#ACTION_MOVE} or {@link MoveSigning#ACTION_RESIGN}. */
    public int action() {
        return Memory.getByte(address + ACTION) & 0xFF;
    }

    /** The address of the payload. */
    public long payload() {
        return address + PAYLOAD;
    }

    /** How long the payload is. */
    public int payloadLength() {
        return payloadLength;
    }

    static {
        if (SIGNED + MoveSigning.HEADER_LENGTH != PAYLOAD) {
            throw new AssertionError("the signed bytes are not the frame's end");
        }
    }
}
