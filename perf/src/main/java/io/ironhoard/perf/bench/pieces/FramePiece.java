package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.ipc.FrameBounds;
import io.ironhoard.perf.bench.shard.HuntSteps;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a move's frame can be decoded. */
@State(Scope.Thread)
public class FramePiece extends ShortPiece {
    private static final int FRAMES = 1024;

    private final HuntSteps steps = new HuntSteps(new byte[32], 1, 0, 1);
    private int number;

    /** Some frames, so that they stay in a cache. */
    @Setup
    public void prepare() {
        steps.prepare(FRAMES);
        require(frameBounds() == FrameBounds.READABLE, "a frame is refused");
    }

    /** One frame. */
    @Benchmark
    public int frameBounds() {
        number = (number + 1) % FRAMES;
        return FrameBounds.check(steps.frames(), steps.offset(number), steps.frameLength());
    }
}
