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
    /** How many frames the poll may still take of those that were not looked over. */
    private int framesLeft;

    FramePreview(final ComingMoves coming) {
        this.coming = coming;
    }

    /**
     * A stream is polled from now on.
     *
     * @param framesMax how many frames are taken from it at most.
     */
    void begin(final int framesMax) {
        framesLeft = framesMax;
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
        if (buffer.addressOffset() != term.addressOffset()) {
            term.wrap(buffer);
            seenTo = 0;
        }
        if (offset < seenTo) {
            return;
        }
        int frame = offset - HEADER;
        for (int i = 0; i < ComingMoves.MAX && framesLeft > 0 && frame < term.capacity(); i++) {
            final int length = FrameDescriptor.frameLengthVolatile(term, frame);
            if (length <= HEADER || length > term.capacity() - frame) {
                break;
            }
            if (move.wrap(term, frame + HEADER, length - HEADER)) {
                coming.add(move);
            }
            frame += BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
            framesLeft--;
        }
        seenTo = frame;
        coming.run();
    }
}
