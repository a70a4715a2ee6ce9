package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.NativeArena;

/** Matches in an arena, whose owner is the shard's thread. */
public final class ArenaMemory implements MatchMemory {
    private final NativeArena arena;

    /**
     * @param arena to be started before the first match, and closed after the last, by whoever made it.
     */
    public ArenaMemory(final NativeArena arena) {
        this.arena = arena;
    }

    @Override
    public long allocate(final int bytes) {
        return bytes > arena.blockBytesMax() ? NONE : arena.allocate(bytes);
    }

    @Override
    public void free(final long address, final int bytes) {
        arena.free(address);
    }
}
