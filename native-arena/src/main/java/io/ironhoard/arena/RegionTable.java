package io.ironhoard.arena;

import io.ironhoard.arena.region.MappedRegion;
import io.ironhoard.arena.region.RegionExchange;
import java.util.ArrayList;
import java.util.List;

/**
 * The regions that an arena has, by number, and its side of the hand-over with the supplier. The owner's; allocates
 * nothing after construction.
 */
final class RegionTable {
    private final RegionExchange exchange;
    private final OwnerCounters counters;
    private final MappedRegion[] regions;
    private final long[] bases;
    private final int[] freeNumbers;
    private int freeCount;
    private int count;
    private boolean isWaiting;
    private boolean isOpen;

    RegionTable(final RegionExchange exchange, final int limit, final OwnerCounters counters) {
        this.exchange = exchange;
        this.counters = counters;
        regions = new MappedRegion[limit];
        bases = new long[limit];
        freeNumbers = new int[limit];
        while (freeCount < limit) {
            freeNumbers[freeCount] = limit - 1 - freeCount;
            freeCount++;
        }
    }

    /** From now on regions may be asked for. */
    void open() {
        isOpen = true;
    }

    int limit() {
        return bases.length;
    }

    int count() {
        return count;
    }

    /** Where region {@code number} begins; 0 where there is none of that number. */
    long base(final int number) {
        return bases[number];
    }

    /** Whether there will be no more regions than there are, until one is given back. */
    boolean isAtLimit() {
        return count == bases.length;
    }

    /** Ask for one more region, unless one was asked for, or there can be no more. */
    void request() {
        if (isOpen && !isWaiting && count < bases.length) {
            isWaiting = true;
            exchange.request();
        }
    }

    boolean hasDelivered() {
        return isWaiting && exchange.hasDelivered();
    }

    /**
     * Take the region that was delivered.
     *
     * @return its number.
     */
    int takeDelivered() {
        isWaiting = false;
        return add(exchange.take());
    }

    /** Send the region that was delivered straight back: it is not needed any more. */
    void returnDelivered() {
        isWaiting = false;
        exchange.giveBack(exchange.take());
    }

    /**
     * Take a region in.
     *
     * @return its number.
     */
    int add(final MappedRegion region) {
        final int number = freeNumbers[--freeCount];
        regions[number] = region;
        bases[number] = region.address();
        count++;
        counters.regionAdded(count);
        return number;
    }

    /** Give an empty region back; nothing touches it from now on. */
    void giveBack(final int number) {
        final MappedRegion region = regions[number];
        forget(number);
        counters.regionReturned(count);
        exchange.giveBack(region);
    }

    /** What each region got of what was wished for. */
    List<MappedRegion> list() {
        final List<MappedRegion> list = new ArrayList<>(count);
        for (final MappedRegion region : regions) {
            if (region != null) {
                list.add(region);
            }
        }
        return list;
    }

    /**
     * Forget every region, and ask for none any more.
     *
     * @return what there was, to be unmapped.
     */
    List<MappedRegion> close() {
        isOpen = false;
        final List<MappedRegion> list = list();
        for (int number = 0; number < bases.length; number++) {
            if (bases[number] != 0) {
                forget(number);
            }
        }
        counters.closed();
        return list;
    }

    private void forget(final int number) {
        regions[number] = null;
        bases[number] = 0;
        freeNumbers[freeCount++] = number;
        count--;
    }
}
