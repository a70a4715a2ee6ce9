package io.ironhoard.perf.load;

/**
 * Which actors wait for a cool-down of their game, soonest first: a binary heap with one place for each actor at most. Owned
 * by one thread; allocates nothing after construction.
 */
final class Cooldowns {
    private final long[] untilNs;
    private final int[] actors;
    private final boolean[] isWaiting;
    private int count;

    /** @param actorCount how many there are; never more wait. */
    Cooldowns(final int actorCount) {
        untilNs = new long[actorCount];
        actors = new int[actorCount];
        isWaiting = new boolean[actorCount];
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return count == 0;
    }

    /** When the first is over; only where somebody waits. */
    long nextNs() {
        return untilNs[0];
    }

    /**
     * An actor waits; nothing changes where it does so already.
     *
     * @param actor who, from 0.
     * @param ns when its cool-down is over.
     */
    void add(final int actor, final long ns) {
        if (isWaiting[actor]) {
            return;
        }
        isWaiting[actor] = true;
        int at = count++;
        while (at > 0 && untilNs[(at - 1) / 2] - ns > 0) {
            set(at, actors[(at - 1) / 2], untilNs[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        set(at, actor, ns);
    }

    /**
     * Take the actor whose cool-down is over first; only where somebody waits.
     *
     * @return who.
     */
    int take() {
        final int first = actors[0];
        isWaiting[first] = false;
        count--;
        final int actor = actors[count];
        final long ns = untilNs[count];
        int at = 0;
        int child = sooner(1);
        while (child < count && untilNs[child] - ns < 0) {
            set(at, actors[child], untilNs[child]);
            at = child;
            child = sooner(2 * at + 1);
        }
        set(at, actor, ns);
        return first;
    }

    /** The sooner one of two neighbours. */
    private int sooner(final int left) {
        return left + 1 < count && untilNs[left + 1] - untilNs[left] < 0 ? left + 1 : left;
    }

    private void set(final int at, final int actor, final long ns) {
        actors[at] = actor;
        untilNs[at] = ns;
    }
}
