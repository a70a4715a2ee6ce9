package io.ironhoard.dispatcher.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The matches of a shard that are being collected, by their 128-bit id: open addressing with linear probing, at most half
 * full, of a size fixed at the start. An entry is a cache line, and all that an event needs besides the end of its transcript:
 *
 * <pre>
 *     0   id, upper half                 8   id, lower half
 *    16   address of the first chunk, 0 for an empty entry
 *    24   address of the last chunk
 *    32   bytes used of it              36   events
 *    40   bytes of events               44   unused
 * </pre>
 *
 * <p>Entries are known by their number, which is good until the next {@link #add} or {@link #remove}. Owned by the record agent's
 * thread; allocates nothing after construction.
 */
final class OpenTranscripts {
    /** The number that stands for no entry. */
    static final int NONE = -1;

    private static final int ENTRY_LENGTH = 64;
    private static final int ENTRY_SHIFT = 6;
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int FIRST = 16;
    private static final int LAST = 24;
    private static final int LAST_USED = 32;
    private static final int EVENT_COUNT = 36;
    private static final int EVENT_BYTES = 40;

    /** Keeps the entries' memory for as long as this table lives. */
    private final MemorySegment segment;

    private final UnsafeBuffer entries;
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
        final int length = Math.multiplyExact(entryCount, ENTRY_LENGTH);
        segment = Arena.ofAuto().allocate(length, ENTRY_LENGTH);
        entries = new UnsafeBuffer(segment.address(), length);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** How many entries there are, the empty ones included; see {@link #isUsed}. */
    int entryCount() {
        return mask + 1;
    }

    /**
     * @param entry a number from 0 to below {@link #entryCount}.
     * @return whether a match is there.
     */
    boolean isUsed(final int entry) {
        return first(entry) != ChunkPool.NONE;
    }

    /**
     * @param idHigh the upper half of an id.
     * @param idLow the lower half.
     * @return its entry, or {@link #NONE}.
     */
    int find(final long idHigh, final long idLow) {
        for (int i = home(idHigh, idLow);; i = (i + 1) & mask) {
            final int at = i << ENTRY_SHIFT;
            if (entries.getLong(at + FIRST) == ChunkPool.NONE) {
                return NONE;
            }
            if (entries.getLong(at + ID_LOW) == idLow && entries.getLong(at + ID_HIGH) == idHigh) {
                return i;
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
    int add(final long idHigh, final long idLow, final long first, final int used) {
        if (size == sizeMax) {
            return NONE;
        }
        int i = home(idHigh, idLow);
        while (isUsed(i)) {
            i = (i + 1) & mask;
        }
        final int at = i << ENTRY_SHIFT;
        entries.putLong(at + ID_HIGH, idHigh);
        entries.putLong(at + ID_LOW, idLow);
        entries.putLong(at + FIRST, first);
        entries.putInt(at + EVENT_COUNT, 0);
        entries.putInt(at + EVENT_BYTES, 0);
        last(i, first, used);
        size++;
        return i;
    }

    /**
     * Take a match out, and close the gap that it leaves.
     *
     * @param entry its entry.
     */
    void remove(final int entry) {
        int gap = entry;
        for (int i = (gap + 1) & mask; isUsed(i); i = (i + 1) & mask) {
            final int home = home(idHigh(i), idLow(i));
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                entries.putBytes(gap << ENTRY_SHIFT, entries, i << ENTRY_SHIFT, ENTRY_LENGTH);
                gap = i;
            }
        }
        entries.putLong((gap << ENTRY_SHIFT) + FIRST, ChunkPool.NONE);
        size--;
    }

    /** Forget all. */
    void clear() {
        entries.setMemory(0, entries.capacity(), (byte) 0);
        size = 0;
    }

    /** The upper half of the match's id. */
    long idHigh(final int entry) {
        return entries.getLong((entry << ENTRY_SHIFT) + ID_HIGH);
    }

    /** The lower half of the match's id. */
    long idLow(final int entry) {
        return entries.getLong((entry << ENTRY_SHIFT) + ID_LOW);
    }

    /** The address of the transcript's first chunk. */
    long first(final int entry) {
        return entries.getLong((entry << ENTRY_SHIFT) + FIRST);
    }

    /** The address of the transcript's last chunk. */
    long last(final int entry) {
        return entries.getLong((entry << ENTRY_SHIFT) + LAST);
    }

    /** How many bytes of the last chunk are used. */
    int lastUsed(final int entry) {
        return entries.getInt((entry << ENTRY_SHIFT) + LAST_USED);
    }

    /** Another chunk is the last, or more of it is used. */
    void last(final int entry, final long chunk, final int used) {
        entries.putLong((entry << ENTRY_SHIFT) + LAST, chunk);
        lastUsed(entry, used);
    }

    /** More of the last chunk is used. */
    void lastUsed(final int entry, final int used) {
        entries.putInt((entry << ENTRY_SHIFT) + LAST_USED, used);
    }

    /** How many events were collected, as uint32. */
    int eventCount(final int entry) {
        return entries.getInt((entry << ENTRY_SHIFT) + EVENT_COUNT);
    }

    /** How many canonical bytes they have together. */
    int eventBytes(final int entry) {
        return entries.getInt((entry << ENTRY_SHIFT) + EVENT_BYTES);
    }

    /**
     * One more event was collected.
     *
     * @param entry its match's.
     * @param bytes its canonical length.
     */
    void addEvent(final int entry, final int bytes) {
        final int at = entry << ENTRY_SHIFT;
        entries.putInt(at + EVENT_COUNT, entries.getInt(at + EVENT_COUNT) + 1);
        entries.putInt(at + EVENT_BYTES, entries.getInt(at + EVENT_BYTES) + bytes);
    }

    private int home(final long idHigh, final long idLow) {
        final long mixed = (idHigh ^ idLow) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
