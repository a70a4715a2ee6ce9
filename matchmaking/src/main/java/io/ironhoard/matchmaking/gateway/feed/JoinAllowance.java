package io.ironhoard.matchmaking.gateway.feed;

import java.util.Arrays;

/**
 * How often the seats of one match may be joined at this gateway by their own players, so that none of them keeps the
 * shard, and with it everybody else, busy with coming and going.
 *
 * <p>Owned by the gateway's event loop. Counts in windows of a second, of which each begins with a seat's first join.
 */
final class JoinAllowance {
    /** The most joins of a seat in a second. */
    static final int JOINS_PER_S = 20;
    /** The most of them that ask for a snapshot: each costs the shard a view. */
    static final int SNAPSHOTS_PER_S = 1;

    private static final int WINDOW_MS = 1_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Windows joins;
    private final Windows snapshots;

    JoinAllowance(final int seats) {
        joins = new Windows(seats, JOINS_PER_S);
        snapshots = new Windows(seats, SNAPSHOTS_PER_S);
    }

    /**
     * Count a join, where it is allowed.
     *
     * @param seat the seat.
     * @param snapshot whether a snapshot is asked for.
     * @param nowMs the time.
     * @return 0 where it is allowed; else how long to wait, in milliseconds.
     */
    int take(final int seat, final boolean snapshot, final long nowMs) {
        final int pauseMs =
                Math.max(joins.pauseMs(seat, nowMs), snapshot ? snapshots.pauseMs(seat, nowMs) : 0);
        if (pauseMs == 0) {
            joins.count(seat, nowMs);
            if (snapshot) {
                snapshots.count(seat, nowMs);
            }
        }
        return pauseMs;
    }

    private static final class Windows {
        private final int countMax;
        private final long[] sinceMs;
        private final int[] counts;

        private Windows(final int seats, final int countMax) {
            this.countMax = countMax;
            sinceMs = new long[seats];
            counts = new int[seats];
            Arrays.fill(sinceMs, NEVER);
        }

        private int pauseMs(final int seat, final long nowMs) {
            final long leftMs = sinceMs[seat] + WINDOW_MS - nowMs;
            return leftMs > 0 && counts[seat] >= countMax ? (int) leftMs : 0;
        }

        private void count(final int seat, final long nowMs) {
            if (nowMs - sinceMs[seat] >= WINDOW_MS) {
                sinceMs[seat] = nowMs;
                counts[seat] = 0;
            }
            counts[seat]++;
        }
    }
}
