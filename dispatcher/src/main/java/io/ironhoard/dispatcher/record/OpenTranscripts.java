package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.Memory;
import io.ironhoard.arena.TableMemory;
import java.lang.foreign.MemorySegment;
import org.agrona.BitUtil;

/**
 * The matches of a shard that are being collected, by their 128-bit id: open addressing with linear probing, at most half
 * full, of a size fixed at the start. An entry is a cache line, and all that an event needs besides the end of its transcript:
 *
 * <pre>
 *     0   id, upper half                 8   id, lower half
 *    16   address of the first chunk, 0 for an empty entry
 *    24   address of the last chunk
 *    32   bytes used of it              36   events
 *    40   bytes that these take of a record, heads included
 * </pre>
 *
 * <p>Entries are known by their addresses, which are good until the next {@link #add} or {@link #remove}. Owned by the record agent's
 * thread; allocates nothing after construction.
 */
final class OpenTranscripts {
    /** The address that stands for no entry. */
    static final long NONE = 0;

    private static final int ENTRY_LENGTH = 64;
    private static final int ENTRY_SHIFT = 6;
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int FIRST = 16;
    private static final int LAST = 24;
    private static final int LAST_USED = 32;
    private static final int EVENT_COUNT = 36;
    private static final int RECORD_BYTES = 40;

    private final MemorySegment entries;
    private final long base;
    private final int mask;
    private final int sizeMax;
    private int size;

    /**
     * @param sizeMax how many it holds at most.
     */
    OpenTranscripts(final int sizeMax) {
        this.sizeMax = sizeMax;
        final int entryCount = BitUtil.findNextPositivePowerOfTwo(Math.max(2, 2 * sizeMax));
        mask = entryCount - 1;
        entries = TableMemory.allocate((long) entryCount << ENTRY_SHIFT, ENTRY_LENGTH);
        base = entries.address();
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** How many entries there are, the empty ones included. */
    int entryCount() {
        return mask + 1;
    }

    /**
     * @param number from 0 to below {@link #entryCount}.
     * @return the entry, or {@link #NONE} where it is empty.
     */
    long at(final int number) {
        final long entry = entry(number);
        return first(entry) == ChunkPool.NONE ? NONE : entry;
    }

    /**
     * @param idHigh the upper half of an id.
     * @param idLow the lower half.
     * @return its entry, or {@link #NONE}.
     */
    long find(final long idHigh, final long idLow) {
        for (int i = home(idHigh, idLow);; i = (i + 1) & mask) {
            final long entry = entry(i);
            if (first(entry) == ChunkPool.NONE) {
                return NONE;
            }
            if (idLow(entry) == idLow && idHigh(entry) == idHigh) {
                return entry;
            }
        }
    }

    /**
     * @param idHigh the upper half of an id that is not there.
     * @param idLow the lower half.
     * @param first the address of its first chunk.
     * @param used how many bytes of that are used.
     * @return its entry; {@link #NONE} where there is no room.
     */
    long add(final long idHigh, final long idLow, final long first, final int used) {
        if (size == sizeMax) {
            return NONE;
        }
        int i = home(idHigh, idLow);
        while (first(entry(i)) != ChunkPool.NONE) {
            i = (i + 1) & mask;
        }
        final long entry = entry(i);
        Memory.putLong(entry + ID_HIGH, idHigh);
        Memory.putLong(entry + ID_LOW, idLow);
        Memory.putLong(entry + FIRST, first);
        last(entry, first, used);
        events(entry, 0, 0);
        size++;
        return entry;
    }

    /**
     * Take a match out, and close the gap that it leaves.
     *
     * @param entry its entry.
     */
    void remove(final long entry) {
        int gap = (int) (entry - base >> ENTRY_SHIFT);
        for (int i = (gap + 1) & mask; first(entry(i)) != ChunkPool.NONE; i = (i + 1) & mask) {
            final int home = home(idHigh(entry(i)), idLow(entry(i)));
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                Memory.copy(entry(i), entry(gap), ENTRY_LENGTH);
                gap = i;
            }
        }
        Memory.putLong(entry(gap) + FIRST, ChunkPool.NONE);
        size--;
    }

    /** Forget all. */
    void clear() {
        entries.fill((byte) 0);
        size = 0;
    }

    /** The upper half of the match's id. */
    static long idHigh(final long entry) {
        return Memory.getLong(entry + ID_HIGH);
    }

    /** The lower half of the match's id. */
    static long idLow(final long entry) {
        return Memory.getLong(entry + ID_LOW);
    }

    /** The address of the transcript's first chunk. */
    static long first(final long entry) {
        return Memory.getLong(entry + FIRST);
    }

    /** The address of the transcript's last chunk. */
    static long last(final long entry) {
        return Memory.getLong(entry + LAST);
    }

    /** How many bytes of the last chunk are used. */
    static int lastUsed(final long entry) {
        return Memory.getInt(entry + LAST_USED);
    }

    /** Another chunk is the last. */
    static void last(final long entry, final long chunk, final int used) {
        Memory.putLong(entry + LAST, chunk);
        lastUsed(entry, used);
    }

    /** More of the last chunk is used. */
    static void lastUsed(final long entry, final int used) {
        Memory.putInt(entry + LAST_USED, used);
    }

    /** How many events were collected, as uint32. */
    static int eventCount(final long entry) {
        return Memory.getInt(entry + EVENT_COUNT);
    }

    /** How many bytes they take of a record, their heads included. */
    static int recordBytes(final long entry) {
        return Memory.getInt(entry + RECORD_BYTES);
    }

    /** Events were added. */
    static void events(final long entry, final int count, final int recordBytes) {
        Memory.putInt(entry + EVENT_COUNT, count);
        Memory.putInt(entry + RECORD_BYTES, recordBytes);
    }

    private long entry(final int number) {
        return base + ((long) number << ENTRY_SHIFT);
    }

    private int home(final long idHigh, final long idLow) {
        final long mixed = (idHigh ^ idLow) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
