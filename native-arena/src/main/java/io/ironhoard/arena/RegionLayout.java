package io.ironhoard.arena;

import static io.ironhoard.arena.Memory.getInt;
import static io.ironhoard.arena.Memory.getLong;
import static io.ironhoard.arena.Memory.putInt;
import static io.ironhoard.arena.Memory.putLong;

/**
 * Where things are in a region. It begins at a multiple of its length, so that any address inside it tells where that is.
 *
 * <pre>
 *   region                                              page table: one entry of 64 bytes for each page
 *   +--------------------+ 0                            +---------------------------+ 0
 *   | page table         |                              | the region's own entry    |
 *   +--------------------+ 1 page (of 64 KiB, of 1,024) +---------------------------+ 64
 *   | page 1             |                              | entry of page 1           |
 *   +--------------------+                              +---------------------------+ 128
 *   | …                  |                              | …                         |
 *
 *   entry of a page                                     entry of the region, in the place of page 0's
 *    0        4        8        12       16              0        4        8        12       16
 *   +--------+--------+--------+--------+               +--------+--------+--------+--------+
 *   | kind   | head   | pages  | live   |               | -3     | 0      | pages  | number |
 *   +--------+--------+--------+--------+ 16            +--------+--------+--------+--------+ 16
 *   | next            | previous        |               | 0                                 |
 *   +-----------------+-----------------+ 32            +-----------------------------------+ 64
 *   | free            | fresh           |
 *   +-----------------+-----------------+ 48
 *   | 0                                 |
 *   +-----------------------------------+ 64
 * </pre>
 *
 * <p>Pages are used in runs. The entry of a run's first page describes the run; {@code head} is the number of that page, and
 * is also in the entry of the run's last page, and of every page of a span.
 * <ul>
 * <li>kind ≥ 0: a span of slots of that size class. {@code live} slots are in use; {@code free} is the address of a free
 * slot, whose first 8 bytes are the address of the next, 0 at the end; the slots from {@code fresh} on were never used.
 * {@code next} and {@code previous} link the spans of a class that have a slot to give.</li>
 * <li>kind −1: a block that is a run of pages.</li>
 * <li>kind −2: a run that is free. {@code next} and {@code previous} link the free runs of about the same length.</li>
 * <li>kind −3: the page table itself.</li>
 * </ul>
 * Slots have no header: a block's 64 bytes are the user's cache line, and what the allocator touches lies close together.
 */
final class RegionLayout {
    /** A block that is a run of pages. */
    static final int BLOCK = -1;
    /** A run that is free. */
    static final int FREE = -2;
    /** The page table. */
    static final int TABLE = -3;

    static final int ENTRY_SHIFT = 6;
    private static final int ENTRY_BYTES = 1 << ENTRY_SHIFT;
    private static final int PAGE_BYTES_MIN = 4096;
    private static final int PAGES_MAX = 1024;

    private static final int KIND = 0;
    private static final int HEAD = 4;
    private static final int PAGES = 8;
    private static final int LIVE = 12;
    private static final int NUMBER = 12;
    private static final int NEXT = 16;
    private static final int PREVIOUS = 24;
    private static final int FREE_SLOT = 32;
    private static final int FRESH_SLOT = 40;

    private final long regionBytes;
    private final int pageShift;
    private final int pages;
    private final int tablePages;

    /** @param regionBytes a region's length, a power of two. */
    RegionLayout(final long regionBytes) {
        this.regionBytes = regionBytes;
        final long pageBytes = Math.max(PAGE_BYTES_MIN, regionBytes / PAGES_MAX);
        pageShift = Long.numberOfTrailingZeros(pageBytes);
        pages = (int) (regionBytes >> pageShift);
        tablePages = (int) Math.ceilDiv((long) pages * ENTRY_BYTES, pageBytes);
    }

    int pageBytes() {
        return 1 << pageShift;
    }

    /** Pages that can be given away. */
    int usablePages() {
        return pages - tablePages;
    }

    /** Where the region begins that an address lies in. */
    long base(final long address) {
        return address & -regionBytes;
    }

    /** The number that the arena gave a region. */
    static int number(final long base) {
        return getInt(base + NUMBER);
    }

    /**
     * Write a new region's table: one free run.
     *
     * @return the run's entry.
     */
    long format(final long base, final int number) {
        putInt(base + KIND, TABLE);
        putInt(base + HEAD, 0);
        putInt(base + PAGES, tablePages);
        putInt(base + NUMBER, number);
        putInt(base + (tablePages - 1L << ENTRY_SHIFT) + HEAD, 0);
        final long run = base + ((long) tablePages << ENTRY_SHIFT);
        describe(run, FREE, usablePages());
        return run;
    }

    /** The entry of the run that an address lies in; where that is a block of pages, of its first or last page only. */
    long run(final long address) {
        final long base = base(address);
        final long entry = base + (address - base >>> pageShift << ENTRY_SHIFT);
        return base + ((long) getInt(entry + HEAD) << ENTRY_SHIFT);
    }

    /** Where the pages of a run begin. */
    long address(final long run) {
        final long base = base(run);
        return base + (run - base >>> ENTRY_SHIFT << pageShift);
    }

    /** The run before, maybe the table. */
    long runBefore(final long run) {
        return base(run) + ((long) getInt(run - ENTRY_BYTES + HEAD) << ENTRY_SHIFT);
    }

    /** The run after, 0 where the region ends. */
    long runAfter(final long run) {
        final long after = run + ((long) pages(run) << ENTRY_SHIFT);
        return after == base(run) + ((long) pages << ENTRY_SHIFT) ? 0 : after;
    }

    /** Write kind and length of a run into the entries of its first and last page. */
    void describe(final long run, final int kind, final int length) {
        final int head = (int) (run - base(run) >>> ENTRY_SHIFT);
        putInt(run + KIND, kind);
        putInt(run + HEAD, head);
        putInt(run + PAGES, length);
        putInt(run + (length - 1L << ENTRY_SHIFT) + HEAD, head);
    }

    /** Make a run a span whose slots were never used. */
    void describeSpan(final long run, final int sizeClass) {
        final int head = getInt(run + HEAD);
        final int length = pages(run);
        for (int page = 1; page < length; page++) {
            putInt(run + ((long) page << ENTRY_SHIFT) + HEAD, head);
        }
        putInt(run + KIND, sizeClass);
        putInt(run + LIVE, 0);
        putLong(run + FREE_SLOT, 0);
        putLong(run + FRESH_SLOT, address(run));
    }

    static int kind(final long run) {
        return getInt(run + KIND);
    }

    static void kind(final long run, final int kind) {
        putInt(run + KIND, kind);
    }

    static int pages(final long run) {
        return getInt(run + PAGES);
    }

    static int live(final long span) {
        return getInt(span + LIVE);
    }

    static void live(final long span, final int count) {
        putInt(span + LIVE, count);
    }

    static long freeSlot(final long span) {
        return getLong(span + FREE_SLOT);
    }

    static void freeSlot(final long span, final long slot) {
        putLong(span + FREE_SLOT, slot);
    }

    static long freshSlot(final long span) {
        return getLong(span + FRESH_SLOT);
    }

    static void freshSlot(final long span, final long slot) {
        putLong(span + FRESH_SLOT, slot);
    }

    static long next(final long run) {
        return getLong(run + NEXT);
    }

    static long previous(final long run) {
        return getLong(run + PREVIOUS);
    }

    /**
     * Put a run into a list: first where its address is lower than the first one's, else second. Low addresses are used
     * first this way, roughly, and the regions at high ones become empty.
     *
     * @param first the list's first run, 0 for an empty list.
     * @return the list's first run now.
     */
    static long link(final long first, final long run) {
        if (first != 0 && first < run) {
            final long second = next(first);
            putLong(run + NEXT, second);
            putLong(run + PREVIOUS, first);
            putLong(first + NEXT, run);
            if (second != 0) {
                putLong(second + PREVIOUS, run);
            }
            return first;
        }
        putLong(run + NEXT, first);
        putLong(run + PREVIOUS, 0);
        if (first != 0) {
            putLong(first + PREVIOUS, run);
        }
        return run;
    }

    /**
     * Take a run out of a list.
     *
     * @param first the list's first run.
     * @return the list's first run now, 0 where the list is empty.
     */
    static long unlink(final long first, final long run) {
        final long next = next(run);
        final long previous = previous(run);
        if (next != 0) {
            putLong(next + PREVIOUS, previous);
        }
        if (previous != 0) {
            putLong(previous + NEXT, next);
            return first;
        }
        return next;
    }
}
