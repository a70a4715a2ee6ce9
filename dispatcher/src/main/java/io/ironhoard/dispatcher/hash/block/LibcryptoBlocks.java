package io.ironhoard.dispatcher.hash.block;

import io.ironhoard.arena.Memory;
import java.lang.foreign.Arena;

/**
 * Blocks by the system's libcrypto, one a call; calls whose states differ overlap in the core. One thread's; allocates nothing
 * after construction.
 */
final class LibcryptoBlocks implements BlockFunction {
    private static final int STATE_LENGTH = 32;
    /** Calls that can be under way at once have a state of their own. */
    private static final int STATES = 4;
    /** Room for a SHA256_CTX, of which only the state is used. */
    private static final int STATE_STRIDE = 2 * BLOCK;

    private final long states =
            Arena.global().allocate(STATES * STATE_STRIDE, BLOCK).address();

    @Override
    public void compress(final long jobs, final int count) {
        for (int job = 0; job < count; job++) {
            final long at = jobs + (long) job * JOB_LENGTH;
            final long state = states + job % STATES * STATE_STRIDE;
            swap(Memory.getLong(at + JOB_STATE), state);
            Libcrypto.transform(state, Memory.getLong(at + JOB_BLOCK));
            swap(state, Memory.getLong(at + JOB_OUT));
        }
    }

    /** Words of the machine's byte order to a digest's, and back. */
    private static void swap(final long from, final long to) {
        for (int at = 0; at < STATE_LENGTH; at += Long.BYTES) {
            Memory.putLong(to + at, Long.rotateLeft(Long.reverseBytes(Memory.getLong(from + at)), Integer.SIZE));
        }
    }
}
