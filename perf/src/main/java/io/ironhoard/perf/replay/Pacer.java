package io.ironhoard.perf.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says when moves are due. At a given speed each move has its moment on one time line for all games, whether a game is
 * ready for it or not, so that waiting for a slow server counts as latency; without one, a move is due when it can be made.
 * Owned by the link's event loop.
 */
final class Pacer {
    private static final long TICK_US = 200;

    private final ScheduledExecutorService loop;
    private final double intervalNs;
    private final Deque<Paced> ready = new ArrayDeque<>();
    private double nextDueNs;
    private int openGames;
    private boolean isTicking;

    /** Who makes moves. */
    interface Paced {
        /** @param intendedNs the moment that the move was due, by {@link System#nanoTime}. */
        void go(long intendedNs);
    }

    /**
     * @param loop the owner.
     * @param movesPerSecond 0 for no pace.
     */
    Pacer(final ScheduledExecutorService loop, final double movesPerSecond) {
        this.loop = loop;
        intervalNs = movesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / movesPerSecond;
    }

    /** One more game will ask for moves. The time line begins with the first, and again after a time without any. */
    void opened() {
        if (openGames++ == 0) {
            nextDueNs = System.nanoTime();
        }
    }

    void closed() {
        openGames--;
    }

    /** Ask to go once, as soon as a move is due. */
    void request(final Paced game) {
        if (intervalNs == 0) {
            game.go(System.nanoTime());
            return;
        }
        ready.addLast(game);
        release();
    }

    private void release() {
        final long now = System.nanoTime();
        while (!ready.isEmpty() && nextDueNs <= now) {
            final long due = (long) nextDueNs;
            nextDueNs += intervalNs;
            ready.removeFirst().go(due);
        }
        if (!ready.isEmpty() && !isTicking) {
            isTicking = true;
            loop.schedule(this::tick, TICK_US, TimeUnit.MICROSECONDS);
        }
    }

    private void tick() {
        isTicking = false;
        release();
    }
}
