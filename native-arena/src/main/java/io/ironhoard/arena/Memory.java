package io.ironhoard.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes at plain addresses, for words that an owner keeps in its own blocks: a foreign memory segment over all
 * there is, which the compiler folds to single loads and stores. Nothing checks that the address is ours. Numbers are in the machine's
 * order, at multiples of their length, where nothing else is said. For everything whose length comes from elsewhere there is {@link ArenaView}.
 */
public final class Memory {
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfLong LITTLE_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memory() {}

    /** The eight bytes at an address. */
    public static long getLong(final long address) {
        return ALL.get(ValueLayout.JAVA_LONG, address);
    }

    /** Write eight bytes at an address. */
    public static void putLong(final long address, final long value) {
        ALL.set(ValueLayout.JAVA_LONG, address, value);
    }

    /** Write eight bytes at any address, the lowest first. */
    public static void putLittleEndian(final long address, final long value) {
        ALL.set(LITTLE_ENDIAN, address, value);
    }

    /** The four bytes at an address. */
    public static int getInt(final long address) {
        return ALL.get(ValueLayout.JAVA_INT, address);
    }

    /** Write four bytes at an address. */
    public static void putInt(final long address, final int value) {
        ALL.set(ValueLayout.JAVA_INT, address, value);
    }

    static void fill(final long address, final long bytes, final byte value) {
        ALL.asSlice(address, bytes).fill(value);
    }

    /** Copy bytes from one address to another. */
    public static void copy(final long source, final long target, final long bytes) {
        MemorySegment.copy(ALL, source, ALL, target, bytes);
    }
}
