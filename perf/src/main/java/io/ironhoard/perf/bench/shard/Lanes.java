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
    private int roundsUsed;

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
     * Consecutive rounds.
     *
     * @param firstRound the first of them, from 0.
     * @param rounds how many.
     */
    record Stretch(int firstRound, int rounds) {}

    /** How many lanes. */
    int count() {
        return order.length;
    }

    /** The next rounds with at least so many moves. */
    Stretch next(final int moves) {
        final int rounds = Math.max(1, (moves + count() - 1) / count());
        final Stretch stretch = new Stretch(roundsUsed, rounds);
        roundsUsed += rounds;
        return stretch;
    }

    /** How many matches there must be before a stretch begins. */
    int matches(final Stretch stretch) {
        return ((stretch.firstRound() + stretch.rounds() - 1) / scriptLength + 1) * count();
    }

    /** The match that moves. */
    int match(final int round, final int position) {
        return round / scriptLength * count() + order[position];
    }

    /** Which of its moves it makes, which is its event's index too. */
    int step(final int round) {
        return round % scriptLength;
    }

    /** Whether a round is the last that the matches have in a stretch. */
    boolean isLast(final Stretch stretch, final int round) {
        return step(round) == scriptLength - 1 || round == stretch.firstRound() + stretch.rounds() - 1;
    }

    /** How many rounds of a stretch are the last of their matches. */
    int lastRounds(final Stretch stretch) {
        int count = 0;
        for (int round = stretch.firstRound(); round < stretch.firstRound() + stretch.rounds(); round++) {
            count += isLast(stretch, round) ? 1 : 0;
        }
        return count;
    }
}
