package io.ironhoard.perf.bench.shard;

import io.ironhoard.dispatcher.hash.block.NativeBlock;
import io.ironhoard.proto.crypto.Sha256;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How long one SHA-256 block takes on this machine, by the faster of the two that can compute it: the system's libcrypto, a
 * block a call, and the JDK's digest over long messages. Medians of short slices, so that a slice in which the thread was not
 * running does not count.
 */
final class BlockFloor {
    /** The blocks that a move cannot avoid: two of the tag's from mid-states, one of the chain's. */
    static final int BLOCKS_PER_MOVE = 3;

    private static final double NS_PER_S = 1e9;
    private static final int BLOCK = 64;
    private static final int BLOCKS_PER_SLICE = 1 << 14;
    private static final int SLICES = 101;
    private static final int CONTEXT_LENGTH = 256;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] message = new byte[BLOCK * BLOCKS_PER_SLICE];
    private final MemorySegment native64 = Arena.ofAuto().allocate(CONTEXT_LENGTH + BLOCK, BLOCK);

    /** @return nanoseconds a block. */
    double blockNs() {
        final double jdkNs = median(this::digestSlice);
        return NativeBlock.isThere() ? Math.min(jdkNs, median(this::nativeSlice)) : jdkNs;
    }

    /** The moves a second that so fast a block allows. */
    static double movesPerSecond(final double blockNs) {
        return NS_PER_S / (BLOCKS_PER_MOVE * blockNs);
    }

    private void digestSlice() {
        digest.update(message, 0, message.length);
    }

    private void nativeSlice() {
        final long state = native64.address();
        for (int i = 0; i < BLOCKS_PER_SLICE; i++) {
            NativeBlock.compress(state, state + CONTEXT_LENGTH);
        }
    }

    private static double median(final Runnable slice) {
        final double[] ns = new double[SLICES];
        for (int i = 0; i < SLICES; i++) {
            final long startNs = System.nanoTime();
            slice.run();
            ns[i] = (System.nanoTime() - startNs) / (double) BLOCKS_PER_SLICE;
        }
        Arrays.sort(ns);
        return ns[SLICES / 2];
    }
}
