package io.ironhoard.arena;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one bridge from an arena's addresses to buffers.
 *
 * <p>A buffer checks that an access lies inside its own length, and knows nothing of the arena: one over a freed block, or
 * over a closed arena, reads and writes what is there, or ends the process. Arenas outlive those who use them.
 */
public final class ArenaView {
    private ArenaView() {}

    /**
     * Let a buffer show a block. Allocates nothing.
     *
     * @param buffer is wrapped around the block.
     * @param address of the block, or inside it.
     * @param length in bytes, not beyond the block's end.
     */
    public static void wrap(final UnsafeBuffer buffer, final long address, final int length) {
        buffer.wrap(address, length);
    }
}
