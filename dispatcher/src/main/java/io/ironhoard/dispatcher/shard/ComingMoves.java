package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.match.MatchPreloader;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.dispatcher.validation.TagCheck;

/**
 * What can be done for a batch of moves before the first of them is played: their matches are brought into the cache, and
 * what their tags must be is computed. It decides nothing, and whether it is done changes nothing but the speed.
 *
 * <p>Owned by the shard's thread; allocates nothing after construction.
 */
public final class ComingMoves {
    /** The most moves of a batch. */
    public static final int MAX = MatchPreloader.MOVES_MAX;

    private final MatchPreloader preloader;
    private final TagCheck tags;
    private final long[] signed = new long[MAX];
    private final int[] lengths = new int[MAX];
    private int count;

    ComingMoves(final MatchPreloader preloader, final TagCheck tags) {
        this.preloader = preloader;
        this.tags = tags;
    }

    /** What was said of coming moves holds no more. */
    public void clear() {
        count = 0;
        tags.clear();
    }

    /**
     * One more move of the batch.
     *
     * @param frame where it will be when it is submitted, with the same bytes; at a higher address than the one before.
     */
    public void add(final MoveFrame frame) {
        preloader.add(frame.matchIdHigh(), frame.matchIdLow(), frame.seat(), frame.sequence());
        signed[count] = frame.signed();
        lengths[count] = frame.signedLength();
        count++;
    }

    /** The batch is complete. */
    public void run() {
        preloader.run();
        tags.clear();
        for (int i = 0; i < count; i++) {
            if (preloader.key(i) != MatchMemory.NONE) {
                tags.expect(preloader.key(i), signed[i], lengths[i]);
            }
        }
        tags.compute();
        count = 0;
    }
}
