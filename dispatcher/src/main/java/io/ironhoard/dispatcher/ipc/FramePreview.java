package io.ironhoard.dispatcher.ipc;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.ironhoard.dispatcher.shard.ComingMoves;
import io.ironhoard.dispatcher.validation.MoveFrame;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks over the messages that stand next in a term, and has the moves among them prepared. It takes nothing from the stream and
 * decides nothing. Owned by the shard's thread; allocates nothing.
 */
final class FramePreview {
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    /** How many messages are looked over before one is read, most of which may be no moves. */
    private static final int LOOKS_MAX = 2 * ComingMoves.WINDOW;

    private final UnsafeBuffer term = new UnsafeBuffer(0, 0);
    private final MoveFrame move = new MoveFrame();
    private final ComingMoves coming;
    private int sessionId;
    private int termId;
    /** Where the message after the last one begins, with its header. */
    private int next;
    /** Up to where messages have been looked over. */
    private int seenTo;
    /** How many more are read before another stream may be polled. */
    private int messagesLeft = Integer.MAX_VALUE;

    FramePreview(final ComingMoves coming) {
        this.coming = coming;
    }

    /**
     * A stream is polled from now on.
     *
     * @param messagesMax how many messages are read before another stream may be polled: no more are prepared.
     */
    void poll(final int messagesMax) {
        messagesLeft = messagesMax;
    }

    /**
     * A message is about to be read: look over some of those behind it.
     *
     * @param buffer the term that it is in.
     * @param offset where it begins, behind its header.
     * @param length how long it is.
     * @param fragment its header.
     * @param nowMs the shard's time.
     */
    void before(
            final DirectBuffer buffer, final int offset, final int length, final Header fragment, final long nowMs) {
        final int frame = offset - HEADER;
        if (frame != next
                || fragment.termId() != termId
                || fragment.sessionId() != sessionId
                || buffer.addressOffset() != term.addressOffset()) {
            begin(buffer, frame, fragment);
        }
        next = frame + BitUtil.align(length + HEADER, FrameDescriptor.FRAME_ALIGNMENT);
        lookOver();
        coming.before(term.addressOffset() + offset, messagesLeft--, nowMs);
    }

    /** Another term, another stream, or another place than was expected. */
    private void begin(final DirectBuffer buffer, final int frame, final Header fragment) {
        term.wrap(buffer);
        termId = fragment.termId();
        sessionId = fragment.sessionId();
        seenTo = frame;
        coming.clear();
    }

    private void lookOver() {
        for (int looks = 0; looks < LOOKS_MAX && !coming.isFull() && seenTo < term.capacity(); looks++) {
            final int length = FrameDescriptor.frameLengthVolatile(term, seenTo);
            if (length <= HEADER || length > term.capacity() - seenTo) {
                return;
            }
            if (move.wrap(term, seenTo + HEADER, length - HEADER)) {
                coming.add(move);
            }
            seenTo += BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
        }
    }
}
