package io.ironhoard.dispatcher.match;

import io.ironhoard.arena.code.LinePrefetch;

/**
 * Brings the cache lines of matches some moves before they are moved: nothing waits for what was
 * sent for. It decides nothing.
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class MatchPreloader {
    /** Fewer stay in the cache by themselves. */
    private static final int MATCHES_MIN = 64;

    private final LinePrefetch lines = new LinePrefetch();
    private final MatchTable matches;
    private long nextEntry;

    /**
     * @param matches where the matches are found.
     */
    public MatchPreloader(final MatchTable matches) {
        this.matches = matches;
    }

    /**
     * A move is coming: its part of the table is sent for with the next match that is brought.
     *
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     */
    public void expect(final long idHigh, final long idLow) {
        nextEntry = matches.homeEntry(idHigh, idLow);
    }

    /**
     * Bring what a move needs of its match.
     *
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     * @param seat whose move.
     * @param sequence the move's.
     * @return the address of the match's entry in the table, {@link MatchMemory#NONE} where there is no such match.
     */
    public long bring(final long idHigh, final long idLow, final int seat, final int sequence) {
        final long entry = matches.entry(idHigh, idLow);
        if (matches.size() >= MATCHES_MIN && key(entry, idHigh, idLow, seat) != MatchMemory.NONE) {
            Match.bring(nextEntry, slot(entry, idHigh, idLow), MatchTable.layout(entry), seat, sequence, lines);
        }
        return entry;
    }

    /**
     * Where a match's slot begins.
     *
     * @param entry what {@link #bring} answered.
     * @param idHigh the upper half of the match's id.
     * @param idLow the lower half.
     * @return {@link MatchMemory#NONE} where the match is not in that entry any more.
     */
    public static long slot(final long entry, final long idHigh, final long idLow) {
        return entry == MatchMemory.NONE ? MatchMemory.NONE : MatchTable.slotOf(entry, idHigh, idLow);
    }

    /**
     * The address of the prepared key of a seat of the match in an entry.
     *
     * @return {@link MatchMemory#NONE} where there is no {@link #slot}, or no such seat in it.
     */
    public static long key(final long entry, final long idHigh, final long idLow, final int seat) {
        final long slot = slot(entry, idHigh, idLow);
        return slot == MatchMemory.NONE ? MatchMemory.NONE : Match.key(slot, MatchTable.layout(entry), seat);
    }
}
