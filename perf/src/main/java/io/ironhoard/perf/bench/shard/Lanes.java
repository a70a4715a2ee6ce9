package io.ironhoard.perf.bench.shard;

import java.util.SplittableRandom;

/**
 * The matches that are moved at the same time. In each round every lane makes one move, the lanes in a random order; when a
 * lane's match has no moves left, the lane goes on with a new one, so that match number g · lanes + l is lane l's after g
 * others.
 */
final class Lanes {
    private final int[] order;
    private final int scriptLength;
    private long movesUsed;

    /**
     * @param count how many lanes.
     * @param scriptLength moves of a match.
     * @param seed for the order.
     */
    Lanes(final int count, final int scriptLength, final long seed) {
        this.scriptLength = scriptLength;
        order = new int[count];
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            final int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    /**
     * Consecutive moves.
     *
     * @param first the first of them, from 0 since the beginning.
     * @param count how many.
     */
    record Stretch(long first, int count) {}

    /** How many lanes. */
    int count() {
        return order.length;
    }

    /** The next moves. */
    Stretch next(final int moves) {
        final Stretch stretch = new Stretch(movesUsed, moves);
        movesUsed += moves;
        return stretch;
    }

    /** How many matches there must be before a stretch begins. */
    int matches(final Stretch stretch) {
        return (round(stretch.first() + stretch.count() - 1) / scriptLength + 1) * count();
    }

    /** The round that a move is in. */
    int round(final long move) {
        return (int) (move / count());
    }

    /** Its place in that round. */
    int position(final long move) {
        return (int) (move % count());
    }

    /** The match that moves. */
    int match(final int round, final int position) {
        return round / scriptLength * count() + order[position];
    }

    /** Which of its moves it makes, which is its event's index too. */
    int step(final int round) {
        return round % scriptLength;
    }

    /** Whether the matches of a round have no move after it. */
    boolean isEnd(final int round) {
        return step(round) == scriptLength - 1;
    }

    /** From which number of a stretch on each move is the last that its match has there. */
    int lastFrom(final Stretch stretch) {
        return Math.max(0, stretch.count() - count());
    }

    /** How many moves of a stretch are the last of their matches there. */
    int lasts(final Stretch stretch) {
        int lasts = stretch.count() - lastFrom(stretch);
        for (int number = 0; number < lastFrom(stretch); number++) {
            lasts += isEnd(round(stretch.first() + number)) ? 1 : 0;
        }
        return lasts;
    }
}
