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

    private final UnsafeBuffer term = new UnsafeBuffer(0, 0);
    private final MoveFrame move = new MoveFrame();
    private final ComingMoves coming;
    private int sessionId;
    private int termId;
    /** Where the message after the last one begins, with its header. */
    private int next;
    /** Up to where messages have been looked over. */
    private int seenTo;

    FramePreview(final ComingMoves coming) {
        this.coming = coming;
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
        if (frame != next || fragment.termId() != termId || fragment.sessionId() != sessionId) {
            begin(buffer, frame, fragment);
        }
        next = frame + BitUtil.align(length + HEADER, FrameDescriptor.FRAME_ALIGNMENT);
        lookOver();
        coming.before(term.addressOffset() + offset, nowMs);
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
        while (!coming.isFull() && seenTo < term.capacity()) {
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
