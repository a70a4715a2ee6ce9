package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.hash.block.NativeBlock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One SHA-256 block by the system's libcrypto: a move cannot do with less than three. */
@State(Scope.Thread)
public class BlockPiece extends ShortPiece {
    private static final int BLOCK = 64;
    private static final int CONTEXT_LENGTH = 256;

    private final MemorySegment segment = Arena.ofAuto().allocate(CONTEXT_LENGTH + BLOCK, BLOCK);
    private final long state = segment.address();

    /** One block into a state. */
    @Benchmark
    public void nativeBlock() {
        NativeBlock.compress(state, state + CONTEXT_LENGTH);
    }
}
