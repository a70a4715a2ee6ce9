package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;
import io.ironhoard.arena.TableMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import java.lang.foreign.MemorySegment;
import org.agrona.BitUtil;

/**
 * The shard's matches by their 128-bit id: open addressing with linear probing, at most half full, of a size fixed at
 * the start. Ids are random; a multiplication spreads those that are not.
 *
 * <pre>
 *   an entry
 *     0   id, upper half     8   id, lower half
 *    16   address of the match's slot, 0 for an empty entry
 *    24   how the slot is laid out, see {@link Match#layout()}
 * </pre>
 *
 * <p>There is one flyweight: what {@link #find} and {@link #at} return shows another match after the next call. Owned by
 * the shard's thread; allocates nothing after construction.
 */
public final class MatchTable {
    private static final int ENTRY_LENGTH = 32;
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int ADDRESS = 16;
    private static final int LAYOUT = 24;

    /** Keeps the entries' memory for as long as this table lives. */
    private final MemorySegment segment;

    private final long entries;
    private final MatchMemory memory;
    private final Match match;
    private final int entryCount;
    private final int mask;
    private final int matchesMax;
    private int size;
    private long bytes;
    private long removedCount;

    /**
     * @param matchesMax how many matches it holds at most.
     * @param memory where they lie.
     * @param installedRules this shard's rule sets.
     */
    public MatchTable(final int matchesMax, final MatchMemory memory, final InstalledRules installedRules) {
        this.matchesMax = matchesMax;
        this.memory = memory;
        match = new Match(installedRules);
        entryCount = BitUtil.findNextPositivePowerOfTwo(Math.max(2, 2 * matchesMax));
        mask = entryCount - 1;
        segment = TableMemory.allocate((long) entryCount * ENTRY_LENGTH, ENTRY_LENGTH);
        entries = segment.address();
    }

    /** How many matches there are. */
    public int size() {
        return size;
    }

    /** What the matches take of the shard's memory, in bytes. */
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
        final long entry = entry(idHigh, idLow);
        return entry == MatchMemory.NONE ? null : match.wrap(Memory.getLong(entry + ADDRESS), layout(entry));
    }

    /**
     * Find a match of which somebody thinks to know where it is.
     *
     * @param entry the address of an entry of this table, or {@link MatchMemory#NONE}.
     * @param idHigh the upper half of an id.
     * @param idLow the lower half.
     * @return the match, or {@code null}.
     */
    public Match find(final long entry, final long idHigh, final long idLow) {
        final long slot = entry == MatchMemory.NONE ? MatchMemory.NONE : slotOf(entry, idHigh, idLow);
        return slot == MatchMemory.NONE ? find(idHigh, idLow) : match.wrap(slot, layout(entry));
    }

    /** The address of the entry at which the search for a match begins. */
    long homeEntry(final long idHigh, final long idLow) {
        return at(home(idHigh, idLow), ID_HIGH);
    }

    /** The address of a match's entry, or {@link MatchMemory#NONE}; a removal may move the match to another. */
    long entry(final long idHigh, final long idLow) {
        for (int i = home(idHigh, idLow); address(i) != MatchMemory.NONE; i = (i + 1) & mask) {
            if (idLow(i) == idLow && idHigh(i) == idHigh) {
                return at(i, ID_HIGH);
            }
        }
        return MatchMemory.NONE;
    }

    /** Where the slot of the match in an entry begins, if the match has this id; else {@link MatchMemory#NONE}. */
    static long slotOf(final long entry, final long idHigh, final long idLow) {
        final boolean isIt = Memory.getLong(entry + ID_LOW) == idLow && Memory.getLong(entry + ID_HIGH) == idHigh;
        return isIt ? Memory.getLong(entry + ADDRESS) : MatchMemory.NONE;
    }

    /** How the slot of the match in an entry is laid out. */
    static long layout(final long entry) {
        return Memory.getLong(entry + LAYOUT);
    }

    /**
     * Make room for a match; it is in the table from then on.
     *
     * @param idHigh the upper half of its id, which is not there yet.
     * @param idLow the lower half.
     * @param rulesIndex its rule set's place among the installed ones.
     * @param seats how many seats.
     * @param receiptsPerSeat how many receipts each keeps, a power of two.
     * @param stateLength bytes of rule state.
     * @return the match, without players, keys or clocks; {@code null} where there is no memory. The table is not full.
     */
    public Match add(
            final long idHigh,
            final long idLow,
            final int rulesIndex,
            final int seats,
            final int receiptsPerSeat,
            final int stateLength) {
        final long footprint = Match.footprintBytes(seats, receiptsPerSeat, stateLength);
        final long address = footprint > Integer.MAX_VALUE ? MatchMemory.NONE : memory.allocate((int) footprint);
        if (address == MatchMemory.NONE) {
            return null;
        }
        int i = home(idHigh, idLow);
        while (address(i) != MatchMemory.NONE) {
            i = (i + 1) & mask;
        }
        size++;
        bytes += footprint;
        match.create(address, idHigh, idLow, rulesIndex, seats, receiptsPerSeat, stateLength);
        put(i, idHigh, idLow, address, match.layout());
        return match;
    }

    /**
     * Take a match out, close the gap that it leaves, and give its memory back.
     *
     * @param leaving one that is there.
     */
    public void remove(final Match leaving) {
        final long leavingAddress = leaving.address();
        final int footprint = leaving.footprintBytes();
        int gap = home(leaving.idHigh(), leaving.idLow());
        while (address(gap) != leavingAddress) {
            gap = (gap + 1) & mask;
        }
        for (int i = (gap + 1) & mask; address(i) != MatchMemory.NONE; i = (i + 1) & mask) {
            final int home = home(idHigh(i), idLow(i));
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                put(gap, idHigh(i), idLow(i), address(i), layout(at(i, ID_HIGH)));
                gap = i;
            }
        }
        put(gap, 0, 0, MatchMemory.NONE, 0);
        size--;
        bytes -= footprint;
        removedCount++;
        memory.free(leavingAddress, footprint);
    }

    /** How many entries there are; {@link #at} looks at each. */
    public int slotCount() {
        return entryCount;
    }

    /**
     * @param entry from 0 to below {@link #slotCount}.
     * @return the match in it, or {@code null}; a removal may move matches between entries.
     */
    public Match at(final int entry) {
        final long address = address(entry);
        return address == MatchMemory.NONE ? null : match.wrap(address);
    }

    /** How many matches were ever taken out: while it stays the same, no match changes its entry. */
    public long removedCount() {
        return removedCount;
    }

    private long idHigh(final int entry) {
        return Memory.getLong(at(entry, ID_HIGH));
    }

    private long idLow(final int entry) {
        return Memory.getLong(at(entry, ID_LOW));
    }

    private long address(final int entry) {
        return Memory.getLong(at(entry, ADDRESS));
    }

    private void put(
            final int entry, final long idHigh, final long idLow, final long address, final long layout) {
        Memory.putLong(at(entry, ID_HIGH), idHigh);
        Memory.putLong(at(entry, ID_LOW), idLow);
        Memory.putLong(at(entry, ADDRESS), address);
        Memory.putLong(at(entry, LAYOUT), layout);
    }

    private long at(final int entry, final int field) {
        return entries + (long) entry * ENTRY_LENGTH + field;
    }

    private int home(final long idHigh, final long idLow) {
        final long mixed = (idHigh ^ idLow) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
