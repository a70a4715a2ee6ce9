package io.ironhoard.arena;

import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * Reads and writes at plain addresses outside the heap, little-endian, at any alignment: single loads and stores, with
 * nothing before them. Stateless; allocates nothing.
 *
 * <p>Nothing checks that an address is ours. Who uses it has checked before, once for all: that a block has the length that
 * its layout needs, that a frame ends where its lengths say. A memory segment over all there is would do the same; its
 * checks cost a move 50 ns (ADR 12).
 */
public final class Memory {
    private Memory() {}

    /** The 64 bits at an address. */
    public static long getLong(final long address) {
        return UnsafeApi.getLong(address);
    }

    /** Put 64 bits. */
    public static void putLong(final long address, final long value) {
        UnsafeApi.putLong(address, value);
    }

    /** The 32 bits at an address. */
    public static int getInt(final long address) {
        return UnsafeApi.getInt(address);
    }

    /** Put 32 bits. */
    public static void putInt(final long address, final int value) {
        UnsafeApi.putInt(address, value);
    }

    /** The 16 bits at an address, as an unsigned number. */
    public static int getShort(final long address) {
        return UnsafeApi.getShort(address) & 0xFFFF;
    }

    /** Put the lower 16 bits of a number. */
    public static void putShort(final long address, final int value) {
        UnsafeApi.putShort(address, (short) value);
    }

    /** The byte at an address. */
    public static byte getByte(final long address) {
        return UnsafeApi.getByte(address);
    }

    /** Put the lower 8 bits of a number. */
    public static void putByte(final long address, final int value) {
        UnsafeApi.putByte(address, (byte) value);
    }

    /**
     * Copy 16 bytes by two words. A loop would be compiled to loads of 32 bytes, and a load that spans stores which have not
     * left the core yet waits for all of them.
     *
     * @param from where they are.
     * @param to where they shall be; the two do not overlap.
     */
    public static void copy16(final long from, final long to) {
        putLong(to, getLong(from));
        putLong(to + Long.BYTES, getLong(from + Long.BYTES));
    }

    /**
     * Copy 32 bytes by four words, as {@link #copy16} does.
     *
     * @param from where they are.
     * @param to where they shall be; the two do not overlap.
     */
    public static void copy32(final long from, final long to) {
        copy16(from, to);
        copy16(from + 2 * Long.BYTES, to + 2 * Long.BYTES);
    }

    /**
     * Copy a few bytes, word by word: faster than a call of the machine's copy for what a move is made of.
     *
     * @param from where they are; they were not written just now.
     * @param to where they shall be; the two do not overlap.
     * @param bytes how many.
     */
    public static void copy(final long from, final long to, final int bytes) {
        int i = 0;
        for (; i <= bytes - Long.BYTES; i += Long.BYTES) {
            putLong(to + i, getLong(from + i));
        }
        for (; i < bytes; i++) {
            putByte(to + i, getByte(from + i));
        }
    }

    /**
     * Copy a few bytes to the heap.
     *
     * @param from where they are.
     * @param to takes them.
     * @param offset where to begin in it.
     * @param bytes how many.
     */
    public static void get(final long from, final byte[] to, final int offset, final int bytes) {
        for (int i = 0; i < bytes; i++) {
            to[offset + i] = getByte(from + i);
        }
    }

    /**
     * Copy a few bytes from the heap.
     *
     * @param from where they are.
     * @param offset where they begin in it.
     * @param to takes them.
     * @param bytes how many.
     */
    public static void put(final byte[] from, final int offset, final long to, final int bytes) {
        for (int i = 0; i < bytes; i++) {
            putByte(to + i, from[offset + i]);
        }
    }

    /**
     * Set all bytes of a range.
     *
     * @param address where it begins.
     * @param bytes how long it is.
     * @param value of each.
     */
    public static void fill(final long address, final long bytes, final byte value) {
        UnsafeApi.setMemory(address, bytes, value);
    }

    static {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException("this machine is not little-endian");
        }
    }
}
