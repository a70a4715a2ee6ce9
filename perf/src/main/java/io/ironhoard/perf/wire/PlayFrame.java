package io.ironhoard.perf.wire;

import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.MoveOverloaded;
import io.ironhoard.v1.MoveRejected;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Problem;

/**
 * Flyweight over a {@code PlayResponse} in a connection's buffer, valid until the next is wrapped. What comes once a call
 * is left to the generated classes: {@link #offset} and {@link #length} say where it is. Owned by one thread; allocates
 * nothing.
 */
public final class PlayFrame {
    private static final byte[] NOTHING = {};

    private final ProtoReader fields = new ProtoReader();
    private final ProtoReader inner = new ProtoReader();
    private final ProtoReader problem = new ProtoReader();
    private final EventFrame event = new EventFrame();

    private byte[] buffer = NOTHING;
    private int which;
    private int offset;
    private int length;

    private int sequence;
    private int index;
    private int headOffset;
    private int headLength;
    private long timeMs;
    private boolean isDuplicate;
    private int code;
    private boolean canRetry;
    private long retryAfterMs;

    /**
     * Look at a message.
     *
     * @param source where it is.
     * @param sourceOffset where it begins.
     * @param sourceLength its length.
     * @return this.
     * @throws WireException where it is no {@code PlayResponse}.
     */
    public PlayFrame wrap(final byte[] source, final int sourceOffset, final int sourceLength) throws WireException {
        buffer = source;
        which = 0;
        fields.wrap(source, sourceOffset, sourceLength);
        while (fields.next()) {
            if (fields.isDelimited()) {
                which = fields.field();
                offset = fields.offset();
                length = fields.length();
            }
        }
        switch (which) {
            case PlayResponse.EVENT_FIELD_NUMBER -> event.wrap(source, offset, length);
            case PlayResponse.ACCEPTED_FIELD_NUMBER -> accepted();
            case PlayResponse.REJECTED_FIELD_NUMBER -> rejected();
            case PlayResponse.OVERLOADED_FIELD_NUMBER -> overloaded();
            default -> {
                // Rare, or of a later version of the protocol.
            }
        }
        return this;
    }

    private void accepted() throws WireException {
        sequence = 0;
        index = 0;
        headLength = 0;
        timeMs = 0;
        isDuplicate = false;
        inner.wrap(buffer, offset, length);
        while (inner.next()) {
            if (inner.isVarint()) {
                switch (inner.field()) {
                    case MoveAccepted.SEQUENCE_FIELD_NUMBER -> sequence = (int) inner.varint();
                    case MoveAccepted.INDEX_FIELD_NUMBER -> index = (int) inner.varint();
                    case MoveAccepted.TIME_MS_FIELD_NUMBER -> timeMs = inner.varint();
                    case MoveAccepted.DUPLICATE_FIELD_NUMBER -> isDuplicate = inner.varint() != 0;
                    default -> {
                        // Of a later version of the protocol.
                    }
                }
            } else if (inner.isDelimited() && inner.field() == MoveAccepted.HEAD_FIELD_NUMBER) {
                headOffset = inner.offset();
                headLength = inner.length();
            }
        }
    }

    private void rejected() throws WireException {
        sequence = 0;
        code = 0;
        canRetry = false;
        retryAfterMs = 0;
        inner.wrap(buffer, offset, length);
        while (inner.next()) {
            if (inner.isVarint() && inner.field() == MoveRejected.SEQUENCE_FIELD_NUMBER) {
                sequence = (int) inner.varint();
            } else if (inner.isDelimited() && inner.field() == MoveRejected.PROBLEM_FIELD_NUMBER) {
                problem();
            }
        }
    }

    private void problem() throws WireException {
        problem.wrap(buffer, inner.offset(), inner.length());
        while (problem.next()) {
            if (problem.isVarint()) {
                switch (problem.field()) {
                    case Problem.CODE_FIELD_NUMBER -> code = (int) problem.varint();
                    case Problem.RETRY_FIELD_NUMBER -> canRetry = problem.varint() != 0;
                    case Problem.RETRY_AFTER_MS_FIELD_NUMBER -> retryAfterMs = problem.varint();
                    default -> {
                        // Of a later version of the protocol.
                    }
                }
            }
        }
    }

    private void overloaded() throws WireException {
        sequence = 0;
        retryAfterMs = 0;
        inner.wrap(buffer, offset, length);
        while (inner.next()) {
            if (inner.isVarint() && inner.field() == MoveOverloaded.SEQUENCE_FIELD_NUMBER) {
                sequence = (int) inner.varint();
            } else if (inner.isVarint() && inner.field() == MoveOverloaded.RETRY_AFTER_MS_FIELD_NUMBER) {
                retryAfterMs = inner.varint();
            }
        }
    }

    /** Which frame it is: a field number of {@code PlayResponse}, 0 for none. */
    public int which() {
        return which;
    }

    /** The event, where it is one. */
    public EventFrame event() {
        return event;
    }

    /** Where the frame's message is. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where it begins. */
    public int offset() {
        return offset;
    }

    /** Its length. */
    public int length() {
        return length;
    }

    /** Of an answer: the move's sequence number, as uint32. */
    public int sequence() {
        return sequence;
    }

    /** Of an acceptance: the event's place in the match, as uint32. */
    public int index() {
        return index;
    }

    /** Of an acceptance: where the chain's head begins. */
    public int headOffset() {
        return headOffset;
    }

    /** Of an acceptance: the head's length. */
    public int headLength() {
        return headLength;
    }

    /** Of an acceptance: the shard's time in milliseconds. */
    public long timeMs() {
        return timeMs;
    }

    /** Of an acceptance: whether it is the receipt of an earlier submission. */
    public boolean isDuplicate() {
        return isDuplicate;
    }

    /** Of a rejection: its code. */
    public int code() {
        return code;
    }

    /** Of a rejection: whether the same move can succeed later. */
    public boolean canRetry() {
        return canRetry;
    }

    /** Of a rejection or overload: how long to wait, in milliseconds. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
