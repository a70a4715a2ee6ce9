package io.ironhoard.perf.attack.shard;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The matches that go on, and some that have ended. One thread. */
final class Matches {
    private static final int ENDED_KEPT = 16;

    private final RandomGenerator random;
    private final List<Mirror> open = new ArrayList<>();
    private final Deque<Mirror> ended = new ArrayDeque<>();
    private final Map<Long, Mirror> byId = new HashMap<>();

    Matches(final RandomGenerator random) {
        this.random = random;
    }

    void add(final Mirror match) {
        open.add(match);
        byId.put(match.idHigh(), match);
    }

    int openCount() {
        return open.size();
    }

    /** Any match that goes on. */
    Mirror any() {
        return open.get(random.nextInt(open.size()));
    }

    /** Any match that has ended a short time ago, or null. */
    Mirror anyEnded() {
        return ended.isEmpty() ? null : ended.stream().skip(random.nextInt(ended.size())).findFirst().orElseThrow();
    }

    /** A match that goes on and is played with clocks, or null. */
    Mirror withClock() {
        final int start = random.nextInt(open.size());
        for (int i = 0; i < open.size(); i++) {
            final Mirror match = open.get((start + i) % open.size());
            if (match.hasClock() && match.turn() != RuleSet.NO_TURN) {
                return match;
            }
        }
        return null;
    }

    Mirror find(final long idHigh) {
        final Mirror match = byId.get(idHigh);
        FuzzFault.require(match != null, "a message about a match that nobody made");
        return match;
    }

    /** All that go on. */
    List<Mirror> open() {
        return open;
    }

    /** Let go of those that have ended since the last call. */
    void sweep() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).hasEnded()) {
                ended.addLast(open.remove(i));
            }
        }
        while (ended.size() > ENDED_KEPT) {
            byId.remove(ended.removeFirst().idHigh());
        }
    }
}
