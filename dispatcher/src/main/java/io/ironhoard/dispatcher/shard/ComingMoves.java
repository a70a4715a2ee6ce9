package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.match.MatchPreloader;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.dispatcher.validation.TagCheck;
import io.ironhoard.proto.crypto.MoveSigning;

/**
 * What can be done for moves before they are played: what they need of their matches is brought into the cache some moves
 * ahead, while others are played, and their tags and links are computed together. It decides nothing, and whether it is done
 * changes nothing but the speed.
 *
 * <pre>
 *   passed ≤ computed ≤ brought ≤ added ≤ passed + {@link #WINDOW}
 * </pre>
 *
 * <p>Of a match nothing but its table entry's address is kept from one step to the next: it may be gone by then. Owned by the
 * shard's thread; allocates nothing after construction.
 */
public final class ComingMoves {
    /** How many moves are looked at before they are played. */
    public static final int WINDOW = 2 * MoveHash.LANES;

    private static final int MASK = WINDOW - 1;

    private final MatchPreloader preloader;
    private final TagCheck tags;
    private final MoveHash hash;
    private final long[] entries = new long[WINDOW];
    private final long[] idsHigh = new long[WINDOW];
    private final long[] idsLow = new long[WINDOW];
    private final long[] signed = new long[WINDOW];
    private final int[] payloadLengths = new int[WINDOW];
    private final int[] seats = new int[WINDOW];
    private final int[] sequences = new int[WINDOW];
    private long passed;
    private long computed;
    private long brought;
    private long added;

    ComingMoves(final MatchPreloader preloader, final TagCheck tags, final MoveHash hash) {
        this.preloader = preloader;
        this.tags = tags;
        this.hash = hash;
    }

    /** What was said of coming moves holds no more. */
    public void clear() {
        passed = added;
        computed = added;
        brought = added;
        tags.clear();
    }

    /** Whether no more moves are looked at until some were passed. */
    public boolean isFull() {
        return added - passed == WINDOW;
    }

    /**
     * One more move is coming.
     *
     * @param frame where it will be when it is submitted, with the same bytes; at a higher address than the one before.
     */
    public void add(final MoveFrame frame) {
        final int at = (int) added++ & MASK;
        preloader.expect(frame.matchIdHigh(), frame.matchIdLow());
        idsHigh[at] = frame.matchIdHigh();
        idsLow[at] = frame.matchIdLow();
        signed[at] = frame.signed();
        payloadLengths[at] = frame.payloadLength();
        seats[at] = frame.seat();
        sequences[at] = frame.sequence();
    }

    /**
     * A message is about to be read.
     *
     * @param address where it begins: moves that were added at lower addresses have passed.
     * @param movesMax how many moves are worth preparing, at least 1.
     * @param nowMs the shard's time.
     */
    public void before(final long address, final int movesMax, final long nowMs) {
        while (passed < added && signed[(int) passed & MASK] < address) {
            passed++;
        }
        if (computed <= passed && passed < added) {
            compute(movesMax, nowMs);
        }
        if (brought < added) {
            bring();
        }
    }

    /**
     * Where the match of a move that is being played was when the move was prepared.
     *
     * @param frame the move.
     * @return the address of an entry of the table; {@link MatchMemory#NONE} where the move was not prepared, or had no match.
     */
    long entry(final MoveFrame frame) {
        final int at = (int) passed & MASK;
        return passed < brought && signed[at] == frame.signed() ? entries[at] : MatchMemory.NONE;
    }

    private void bring() {
        final int at = (int) brought++ & MASK;
        entries[at] = preloader.bring(idsHigh[at], idsLow[at], seats[at], sequences[at]);
    }

    private void compute(final int movesMax, final long nowMs) {
        final long end = Math.min(passed + Math.min(movesMax, MoveHash.LANES), added);
        while (brought < end) {
            bring();
        }
        tags.clear();
        for (computed = passed; computed < end; computed++) {
            layOut((int) computed & MASK, nowMs);
        }
        tags.compute();
    }

    private void layOut(final int at, final long nowMs) {
        final long key = MatchPreloader.key(entries[at], idsHigh[at], idsLow[at], seats[at]);
        if (key == MatchMemory.NONE) {
            return;
        }
        final int lane = tags.expect(key, signed[at], MoveSigning.HEADER_LENGTH + payloadLengths[at]);
        if (lane != TagCheck.NO_LANE) {
            final long slot = MatchPreloader.slot(entries[at], idsHigh[at], idsLow[at]);
            hash.layOutLink(lane, Match.head(slot), Match.nextIndex(slot), seats[at], nowMs,
                    signed[at] + MoveSigning.HEADER_LENGTH, payloadLengths[at]);
        }
    }
}
