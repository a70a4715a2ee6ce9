package io.ironhoard.arena;

import java.util.Arrays;

/**
 * The allocator: slots of size classes out of spans, and runs of pages for what is longer. The owner's; allocates nothing
 * on the Java heap, makes no system call, and takes a bounded number of steps: a slot is popped from its span's list, or is
 * the next that was never used; a span is a run of at most 32 pages.
 */
final class Slab {
    private final SizeClasses classes;
    private final RegionLayout layout;
    private final PagePool pool;
    private final RegionTable regions;
    private final OwnerCounters counters;
    private final int slotBytesMax;
    private final int pageShift;
    /** For each class, the first of its spans that have a slot to give. */
    private final long[] spans;

    Slab(final RegionLayout layout, final PagePool pool, final RegionTable regions, final OwnerCounters counters) {
        this.layout = layout;
        this.pool = pool;
        this.regions = regions;
        this.counters = counters;
        classes = new SizeClasses(layout.pageBytes());
        slotBytesMax = classes.bytesMax();
        pageShift = Integer.numberOfTrailingZeros(layout.pageBytes());
        spans = new long[classes.count()];
    }

    /** The longest block, in bytes. */
    int bytesMax() {
        return pool.pagesMax() << pageShift;
    }

    long allocate(final int bytes) {
        if (bytes <= 0 || bytes > slotBytesMax) {
            return allocatePages(bytes);
        }
        final int sizeClass = SizeClasses.indexOf(bytes);
        long span = spans[sizeClass];
        if (span == 0) {
            span = addSpan(sizeClass);
            if (span == 0) {
                return 0;
            }
        }
        final int slotBytes = classes.bytes(sizeClass);
        long slot = RegionLayout.freeSlot(span);
        if (slot != 0) {
            RegionLayout.freeSlot(span, Memory.getLong(slot));
        } else {
            slot = RegionLayout.freshSlot(span);
            RegionLayout.freshSlot(span, slot + slotBytes);
        }
        final int live = RegionLayout.live(span) + 1;
        RegionLayout.live(span, live);
        if (live == classes.slots(sizeClass)) {
            spans[sizeClass] = RegionLayout.unlink(span, span);
        }
        counters.allocated(slotBytes);
        return slot;
    }

    void free(final long address) {
        final long span = layout.run(address);
        final int sizeClass = RegionLayout.kind(span);
        if (sizeClass < 0) {
            counters.freed((long) RegionLayout.pages(span) << pageShift);
            pool.give(span);
            return;
        }
        Memory.putLong(address, RegionLayout.freeSlot(span));
        RegionLayout.freeSlot(span, address);
        final int live = RegionLayout.live(span) - 1;
        RegionLayout.live(span, live);
        counters.freed(classes.bytes(sizeClass));
        if (live + 1 == classes.slots(sizeClass)) {
            spans[sizeClass] = RegionLayout.link(spans[sizeClass], span);
        }
        if (live == 0) {
            spans[sizeClass] = RegionLayout.unlink(spans[sizeClass], span);
            pool.give(span);
        }
    }

    /** How many bytes the block at an address has room for. */
    int capacity(final long address) {
        final long span = layout.run(address);
        final int sizeClass = RegionLayout.kind(span);
        return sizeClass >= 0 ? classes.bytes(sizeClass) : RegionLayout.pages(span) << pageShift;
    }

    /** The slot that {@link #allocate} would give again, 0 where the next one has not been freed before. */
    long peekFreed(final int bytes) {
        if (bytes > slotBytesMax) {
            return 0;
        }
        final long span = spans[SizeClasses.indexOf(bytes)];
        return span == 0 ? 0 : RegionLayout.freeSlot(span);
    }

    /** Take in a region that was delivered. */
    void tend() {
        pool.tend();
    }

    /** Every block is gone: {@link #allocate} answers 0 from now on. */
    void close() {
        Arrays.fill(spans, 0);
        pool.close();
    }

    private long addSpan(final int sizeClass) {
        final long span = pool.take(classes.spanPages(sizeClass));
        if (span == 0) {
            counters.refused(regions.isAtLimit());
            return 0;
        }
        layout.describeSpan(span, sizeClass);
        spans[sizeClass] = RegionLayout.link(0, span);
        return span;
    }

    private long allocatePages(final int bytes) {
        if (bytes <= 0 || bytes > bytesMax()) {
            throw new IllegalArgumentException(
                    "a block of " + bytes + " bytes: there are blocks of 1 to " + bytesMax());
        }
        final int length = bytes + layout.pageBytes() - 1 >> pageShift;
        final long run = pool.take(length);
        if (run == 0) {
            counters.refused(regions.isAtLimit());
            return 0;
        }
        counters.allocated((long) length << pageShift);
        return layout.address(run);
    }
}
