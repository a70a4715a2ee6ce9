package io.ironhoard.perf.load;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * When each actor means to do what: the k-th deed of an actor at its start + phase + k · period, whatever became of the one
 * before. The phases are spread evenly over one period, in an order drawn from a seed, so that the whole load is as even as
 * it can be. Owned by one thread; allocates nothing after construction.
 */
final class Schedule {
    private final int actors;
    private final long deeds;
    private final double intervalNs;
    private final int[] order;
    private final int[] rank;
    private long startNs;
    private long next;
    private long end;

    /** Does what is due. */
    interface Due {
        /**
         * @param actor who, from 0.
         * @param deed which of its deeds, from 0.
         */
        void due(int actor, long deed);
    }

    /**
     * @param actors how many, at least 1.
     * @param ratePerS deeds a second of each.
     * @param deeds of each, in all.
     * @param seed for the order.
     */
    Schedule(final int actors, final double ratePerS, final long deeds, final long seed) {
        this.actors = actors;
        this.deeds = deeds;
        intervalNs = TimeUnit.SECONDS.toNanos(1) / (ratePerS * actors);
        order = new int[actors];
        rank = new int[actors];
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < actors; i++) {
            final int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        for (int i = 0; i < actors; i++) {
            rank[order[i]] = i;
        }
    }

    /** Begin: the first deed of all is due then. */
    void begin(final long nowNs) {
        startNs = nowNs;
        next = 0;
        end = actors * deeds;
    }

    /** Nothing more is due from now on. */
    void stop() {
        end = next;
    }

    /** Whether everything has been released. */
    boolean isOver() {
        return next >= end;
    }

    /** How many deeds of each actor there are. */
    long deeds() {
        return deeds;
    }

    /** How many deeds of an actor have been released. */
    long released(final int actor) {
        return (next - rank[actor] + actors - 1) / actors;
    }

    /** When a deed is meant to be done. */
    long intendedNs(final int actor, final long deed) {
        return startNs + (long) ((deed * actors + rank[actor]) * intervalNs);
    }

    /** When the next deed of all is meant to be done. */
    long nextNs() {
        return startNs + (long) (next * intervalNs);
    }

    /**
     * Release what is due.
     *
     * @param nowNs the time.
     * @param sink does it.
     */
    void release(final long nowNs, final Due sink) {
        while (next < end && nextNs() <= nowNs) {
            final long deed = next / actors;
            final int actor = order[(int) (next % actors)];
            next++;
            sink.due(actor, deed);
        }
    }
}
