package io.ironhoard.dispatcher.ipc;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.ironhoard.dispatcher.shard.ComingMoves;
import io.ironhoard.dispatcher.validation.MoveFrame;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks over the moves that stand next in a term and has them prepared, a batch at a time. It takes nothing from the stream
 * and decides nothing. Owned by the shard's thread; allocates nothing.
 */
final class FramePreview {
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;

    private final UnsafeBuffer term = new UnsafeBuffer(0, 0);
    private final MoveFrame move = new MoveFrame();
    private final ComingMoves coming;
    /** Up to where frames have been looked over, in the term that is being read. */
    private int seenTo;

    FramePreview(final ComingMoves coming) {
        this.coming = coming;
    }

    /** Another term, or another stream, is read from now on. */
    void begin() {
        seenTo = 0;
        coming.clear();
    }

    /**
     * A message is about to be read: look over it and some of those behind it, unless that was done.
     *
     * @param buffer the term that it is in.
     * @param offset where it begins, behind its header.
     */
    void before(final DirectBuffer buffer, final int offset) {
        if (offset < seenTo) {
            return;
        }
        term.wrap(buffer);
        int frame = offset - HEADER;
        for (int i = 0; i < ComingMoves.MAX && frame < term.capacity(); i++) {
            final int length = FrameDescriptor.frameLengthVolatile(term, frame);
            if (length <= HEADER || length > term.capacity() - frame) {
                break;
            }
            if (move.wrap(term, frame + HEADER, length - HEADER)) {
                coming.add(move);
            }
            frame += BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
        }
        seenTo = frame;
        coming.run();
    }
}
