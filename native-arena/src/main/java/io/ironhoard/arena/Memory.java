package io.ironhoard.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads and writes at plain addresses, for the allocator's own words: a foreign memory segment over all there is, which
 * the compiler folds to single loads and stores. Nothing checks that the address is ours.
 */
final class Memory {
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    static long getLong(final long address) {
        return ALL.get(ValueLayout.JAVA_LONG, address);
    }

    static void putLong(final long address, final long value) {
        ALL.set(ValueLayout.JAVA_LONG, address, value);
    }

    static int getInt(final long address) {
        return ALL.get(ValueLayout.JAVA_INT, address);
    }

    static void putInt(final long address, final int value) {
        ALL.set(ValueLayout.JAVA_INT, address, value);
    }

    static void fill(final long address, final long bytes, final byte value) {
        ALL.asSlice(address, bytes).fill(value);
    }
}
