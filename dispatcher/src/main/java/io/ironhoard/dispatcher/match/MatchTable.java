package io.ironhoard.dispatcher.match;

import org.agrona.BitUtil;

/**
 * The shard's matches by their 128-bit id: open addressing with linear probing, at most half full, of a size fixed at
 * the start. Ids are random; a multiplication spreads those that are not. Owned by the shard's thread; allocates nothing after
 * construction.
 */
public final class MatchTable {
    private final Match[] slots;
    private final int mask;
    private final int matchesMax;
    private int size;
    private long bytes;
    private long removedCount;

    /**
     * @param matchesMax how many matches it holds at most.
     */
    public MatchTable(final int matchesMax) {
        this.matchesMax = matchesMax;
        slots = new Match[BitUtil.findNextPositivePowerOfTwo(Math.max(2, 2 * matchesMax))];
        mask = slots.length - 1;
    }

    /** How many matches there are. */
    public int size() {
        return size;
    }

    /** What the matches take of the heap, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether there is no room for another. */
    public boolean isFull() {
        return size == matchesMax;
    }

    /**
     * @param idHigh the upper half of an id.
     * @param idLow the lower half.
     * @return the match, or {@code null}.
     */
    public Match find(final long idHigh, final long idLow) {
        for (int i = home(idHigh, idLow);; i = (i + 1) & mask) {
            final Match match = slots[i];
            if (match == null || match.idLow() == idLow && match.idHigh() == idHigh) {
                return match;
            }
        }
    }

    /**
     * @param match one whose id is not there yet; the table is not full.
     */
    public void add(final Match match) {
        int i = home(match.idHigh(), match.idLow());
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = match;
        size++;
        bytes += match.footprintBytes();
    }

    /**
     * Take a match out, and close the gap that it leaves.
     *
     * @param match one that is there.
     */
    public void remove(final Match match) {
        int gap = home(match.idHigh(), match.idLow());
        while (slots[gap] != match) {
            gap = (gap + 1) & mask;
        }
        for (int i = (gap + 1) & mask; slots[i] != null; i = (i + 1) & mask) {
            final int home = home(slots[i].idHigh(), slots[i].idLow());
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                slots[gap] = slots[i];
                gap = i;
            }
        }
        slots[gap] = null;
        size--;
        bytes -= match.footprintBytes();
        removedCount++;
    }

    /** How many slots there are; {@link #at} looks at each. */
    public int slotCount() {
        return slots.length;
    }

    /**
     * @param slot from 0 to below {@link #slotCount}.
     * @return the match in it, or {@code null}; a removal may move matches between slots.
     */
    public Match at(final int slot) {
        return slots[slot];
    }

    /** How many matches were ever taken out: while it stays the same, no match changes its slot. */
    public long removedCount() {
        return removedCount;
    }

    private int home(final long idHigh, final long idLow) {
        final long mixed = (idHigh ^ idLow) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
