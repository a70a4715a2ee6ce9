package io.ironhoard.arena;

import io.ironhoard.arena.os.HostMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for tables of a size that is fixed at the start and whose entries are looked up in no order: zeroed, and on huge
 * pages where the kernel can bring it there at once (Linux 6.1 and later, transparent huge pages not forbidden), because
 * such a look-up misses the processor's table of small pages as well as its caches. Stateless.
 */
public final class TableMemory {
    private static final long HUGE_PAGE_BYTES = 2L << 20;

    private TableMemory() {}

    /**
     * Allocate; freed when nothing refers to the segment any more.
     *
     * @param bytes how much.
     * @param alignment of its address, a power of two.
     * @return the memory.
     */
    public static MemorySegment allocate(final long bytes, final long alignment) {
        if (bytes < HUGE_PAGE_BYTES) {
            return Arena.ofAuto().allocate(bytes, alignment);
        }
        final long whole = (bytes + HUGE_PAGE_BYTES - 1) / HUGE_PAGE_BYTES * HUGE_PAGE_BYTES;
        final MemorySegment segment = Arena.ofAuto().allocate(whole, HUGE_PAGE_BYTES);
        HostMemory.host().ifPresent(host -> host.advise(segment.address(), whole, HostMemory.MADV_COLLAPSE));
        return segment;
    }
}
