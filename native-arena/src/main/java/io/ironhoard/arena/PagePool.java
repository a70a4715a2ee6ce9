package io.ironhoard.arena;

import java.util.Arrays;

/**
 * Runs of pages out of all regions: two-level segregated fit (Masmano, Ripoll, Crespo and Real, <i>TLSF</i>, 2004), with
 * neighbours joined when a run comes back. Taking and giving are O(1): one word says which of the 64 lists of free runs
 * have any, a list's runs are of the same length up to 16 pages, and above that within an eighth of a power of two.
 *
 * <p>The owner's; allocates nothing, makes no system call. The regions themselves come and go by {@link RegionTable}: the
 * next one is asked for when no free run of about three quarters of a region is left; of empty ones a single one is kept.
 */
final class PagePool {
    private static final int LISTS = 64;
    private static final int EXACT = 16;
    private static final int EXACT_SHIFT = 4;
    private static final int STEPS_SHIFT = 3;
    private static final int STEPS = 1 << STEPS_SHIFT;

    private final RegionTable regions;
    private final RegionLayout layout;
    private final int usablePages;
    private final int pagesMax;
    private final long largeLists;
    private final long[] lists = new long[LISTS];
    private long nonEmpty;
    private int emptyRegions;

    PagePool(final RegionTable regions, final RegionLayout layout) {
        this.regions = regions;
        this.layout = layout;
        usablePages = layout.usablePages();
        pagesMax = shortest(list(usablePages));
        largeLists = -1L << list(usablePages / 4 * 3);
    }

    /** The longest run that any empty region has room for, in pages. */
    int pagesMax() {
        return pagesMax;
    }

    /**
     * Take a run.
     *
     * @param length in pages, from 1 to {@link #pagesMax}.
     * @return its entry, described as a block; 0 where there is none now.
     */
    long take(final int length) {
        long run = find(length);
        if (run == 0) {
            if (!regions.hasDelivered()) {
                regions.request();
                return 0;
            }
            add(regions.takeDelivered());
            run = find(length);
        }
        unlink(run);
        final int rest = RegionLayout.pages(run) - length;
        if (rest + length == usablePages) {
            emptyRegions--;
        }
        layout.describe(run, RegionLayout.BLOCK, length);
        if (rest > 0) {
            final long remainder = run + ((long) length << RegionLayout.ENTRY_SHIFT);
            layout.describe(remainder, RegionLayout.FREE, rest);
            link(remainder);
        }
        if ((nonEmpty & largeLists) == 0) {
            regions.request();
        }
        return run;
    }

    /** Give a run back; its neighbours join it where they are free. */
    void give(final long run) {
        long joined = run;
        int length = RegionLayout.pages(run);
        final long after = layout.runAfter(run);
        if (after != 0 && RegionLayout.kind(after) == RegionLayout.FREE) {
            unlink(after);
            length += RegionLayout.pages(after);
        }
        final long before = layout.runBefore(run);
        if (RegionLayout.kind(before) == RegionLayout.FREE) {
            unlink(before);
            length += RegionLayout.pages(before);
            joined = before;
        }
        if (length == usablePages && emptyRegions > 0) {
            regions.giveBack(RegionLayout.number(layout.base(joined)));
            return;
        }
        if (length == usablePages) {
            emptyRegions++;
        }
        layout.describe(joined, RegionLayout.FREE, length);
        link(joined);
    }

    /** Take a region in that was mapped. */
    void add(final int number) {
        final long run = layout.format(regions.base(number), number);
        emptyRegions++;
        link(run);
    }

    /** Take in what was delivered meanwhile, or send it back where an empty region is there already. */
    void tend() {
        if (regions.hasDelivered()) {
            if (emptyRegions > 0) {
                regions.returnDelivered();
            } else {
                add(regions.takeDelivered());
            }
        }
    }

    /** Forget all runs: nothing can be taken any more. */
    void close() {
        nonEmpty = 0;
        emptyRegions = 0;
        Arrays.fill(lists, 0);
    }

    /** A run of at least this length: one of the same list where its first is long enough, else of any list above. */
    private long find(final int length) {
        final int list = list(length);
        final long first = lists[list];
        if (first != 0 && RegionLayout.pages(first) >= length) {
            return first;
        }
        // All runs of the lists above are long enough. A shift by one and then by list: by 64 would be by none.
        final long longer = nonEmpty & -2L << list;
        return longer == 0 ? 0 : lists[Long.numberOfTrailingZeros(longer)];
    }

    private void link(final long run) {
        final int list = list(RegionLayout.pages(run));
        lists[list] = RegionLayout.link(lists[list], run);
        nonEmpty |= 1L << list;
    }

    private void unlink(final long run) {
        final int list = list(RegionLayout.pages(run));
        final long first = RegionLayout.unlink(lists[list], run);
        lists[list] = first;
        if (first == 0) {
            nonEmpty &= ~(1L << list);
        }
    }

    /** The list of runs of a length. */
    private static int list(final int length) {
        if (length <= EXACT) {
            return length - 1;
        }
        final int octave = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length);
        return EXACT + (octave - EXACT_SHIFT) * STEPS + (length >> octave - STEPS_SHIFT & STEPS - 1);
    }

    /** The shortest run that belongs to a list. */
    private static int shortest(final int list) {
        if (list < EXACT) {
            return list + 1;
        }
        final int octave = EXACT_SHIFT + (list - EXACT >> STEPS_SHIFT);
        return (STEPS + (list - EXACT & STEPS - 1)) << octave - STEPS_SHIFT;
    }
}
