package io.ironhoard.perf.bench.shard;

import java.lang.foreign.Arena;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The hunts of {@code bench shard} and their steps for whoever drives an engine in its own process: frames in memory
 * outside the heap, signed beforehand, placed as they lie in a stream. One thread's.
 */
public final class HuntSteps {
    /** The explorers of a hunt. */
    public static final int SEATS = 2;

    /** A stream puts a header of this length before each frame, and begins each at a multiple of it. */
    private static final int STREAM_ALIGNMENT = 32;

    private static final long SEED = 1;

    private final Script script;
    private final PreparedMoves moves;
    private final Lanes lanes;
    private final CreateMatchFrames creations;
    private final int stride;
    private UnsafeBuffer frames = new UnsafeBuffer(0, 0);
    private long nextCorrelationId = 1;

    /**
     * @param nodeSecret what the seats' keys are derived from.
     * @param hunts how many hunts step in turn, in a random order.
     * @param gatewayId who sends the frames.
     * @param epoch the shard's.
     */
    public HuntSteps(final byte[] nodeSecret, final int hunts, final int gatewayId, final int epoch) {
        script = new HuntScript(SEATS);
        final MatchBook book = new MatchBook(nodeSecret, SEATS, SEED);
        book.grow(hunts);
        lanes = new Lanes(hunts, script.length(), SEED);
        moves = new PreparedMoves(script, lanes, book, gatewayId, epoch);
        creations = new CreateMatchFrames(script, book, gatewayId, epoch);
        stride = BitUtil.align(STREAM_ALIGNMENT + moves.frameLength(), STREAM_ALIGNMENT);
    }

    /**
     * Write the frame that opens a hunt.
     *
     * @param hunt from 0.
     * @param out takes it.
     * @return its length.
     */
    public int create(final int hunt, final MutableDirectBuffer out) {
        return creations.write(hunt, nextCorrelationId++, out, 0);
    }

    /**
     * Lay out and sign the next steps, in the place of the former ones.
     *
     * @param count how many; all of a run together stay below 900,000 a hunt.
     */
    public void prepare(final int count) {
        moves.fill(lanes.next(count), nextCorrelationId);
        nextCorrelationId += count;
        if (frames.capacity() < count * stride) {
            frames = new UnsafeBuffer(
                    Arena.ofAuto().allocate((long) count * stride, STREAM_ALIGNMENT).asByteBuffer());
        }
        for (int number = 0; number < count; number++) {
            moves.copy(number, frames, offset(number));
        }
    }

    /** A hunt's options, encoded. */
    public byte[] options() {
        return script.options();
    }

    /**
     * A hunt's step by itself.
     *
     * @param step from 0; the explorers step in turns.
     * @param out takes its one byte.
     */
    public void payload(final int step, final MutableDirectBuffer out) {
        script.payload(0, step, out, 0);
    }

    /** Where the prepared frames are. */
    public DirectBuffer frames() {
        return frames;
    }

    /** Where a prepared frame begins. */
    public int offset(final int number) {
        return number * stride + STREAM_ALIGNMENT;
    }

    /** Bytes of each frame. */
    public int frameLength() {
        return moves.frameLength();
    }
}
