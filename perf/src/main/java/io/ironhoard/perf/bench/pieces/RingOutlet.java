package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.shard.Outlet;
import java.lang.foreign.Arena;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages one after the other in a ring of plain memory that nobody reads, placed as a stream places them. Costs what
 * writing them costs, and no more. One thread's.
 */
final class RingOutlet implements Outlet {
    private static final int LENGTH = 1 << 22;
    private static final int ALIGNMENT = 32;

    private final UnsafeBuffer ring = new UnsafeBuffer(Arena.ofAuto().allocate(LENGTH, ALIGNMENT).asByteBuffer());
    private int offset = ALIGNMENT;
    private int next = ALIGNMENT;
    private long committed;

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean claim(final int length) {
        offset = next + length <= LENGTH ? next : ALIGNMENT;
        next = offset + BitUtil.align(length + ALIGNMENT, ALIGNMENT);
        return true;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return ring;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public void commit() {
        committed++;
    }

    /** Messages written since the start. */
    long committed() {
        return committed;
    }
}
