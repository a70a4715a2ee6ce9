package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.Memory;

/**
 * Brings the cache lines of many matches before the first of them is moved: each is read once, none waits for another, so a
 * batch waits for memory about as long as one move would. What it reads decides nothing.
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class MatchPreloader {
    /** The most moves of a batch: more lines than these are not on their way at the same time. */
    public static final int MOVES_MAX = 16;

    /** Fewer stay in the cache by themselves. */
    private static final int MATCHES_MIN = 64;

    private final MatchTable matches;
    private final long[] slots = new long[MOVES_MAX];
    private final long[] keys = new long[MOVES_MAX];
    private final long[] idsLow = new long[MOVES_MAX];
    private final int[] seats = new int[MOVES_MAX];
    private final int[] sequences = new int[MOVES_MAX];
    private int count;
    /** Written and never read: keeps the reads from being left out. */
    private long sum;

    /**
     * @param matches where the matches are found.
     */
    public MatchPreloader(final MatchTable matches) {
        this.matches = matches;
    }

    /**
     * One more move of the batch.
     *
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     * @param seat whose move.
     * @param sequence the move's.
     */
    public void add(final long idHigh, final long idLow, final int seat, final int sequence) {
        final long entry = matches.homeEntry(idHigh, idLow);
        sum += Memory.getLong(entry);
        slots[count] = entry;
        idsLow[count] = idLow;
        seats[count] = seat;
        sequences[count] = sequence;
        count++;
    }

    /** Bring the batch; the next move that is added begins another. */
    public void run() {
        for (int i = 0; i < count; i++) {
            slots[i] = MatchTable.slotOf(slots[i], idsLow[i]);
            if (slots[i] != MatchMemory.NONE) {
                sum += Match.touchHeader(slots[i]);
            }
        }
        final boolean areMany = matches.size() >= MATCHES_MIN;
        for (int i = 0; i < count; i++) {
            keys[i] = slots[i] == MatchMemory.NONE ? MatchMemory.NONE : Match.key(slots[i], seats[i]);
            if (areMany && keys[i] != MatchMemory.NONE) {
                sum += Match.touchSeat(slots[i], seats[i], sequences[i]);
            }
        }
        count = 0;
    }

    /**
     * The address of the prepared key of a move's seat.
     *
     * @param move from 0, in the order in which the last batch was added.
     * @return {@link MatchMemory#NONE} where match or seat were not found at the first look.
     */
    public long key(final int move) {
        return keys[move];
    }
}
