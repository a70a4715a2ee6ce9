package io.ironhoard.matchmaking.session;

/**
 * How many sessions were opened and have not expired, without remembering any: openings are counted in slices of time,
 * and a slice is forgotten when its tokens have expired. Thread-safe; exact to a sixty-fourth of a token's life.
 */
final class OpenSessions {
    private static final int SLICES = 65;

    private final long sliceMs;
    private final long[] counts = new long[SLICES];
    private long newestSlice;
    private long total;

    OpenSessions(final long timeToLiveMs) {
        sliceMs = Math.max(1, (timeToLiveMs + SLICES - 2) / (SLICES - 1));
    }

    synchronized void opened(final long nowMs) {
        advance(nowMs);
        counts[(int) (newestSlice % SLICES)]++;
        total++;
    }

    synchronized long count(final long nowMs) {
        advance(nowMs);
        return total;
    }

    private void advance(final long nowMs) {
        final long slice = nowMs / sliceMs;
        final long steps = Math.min(slice - newestSlice, SLICES);
        for (long step = 1; step <= steps; step++) {
            final int reused = (int) ((slice - steps + step) % SLICES);
            total -= counts[reused];
            counts[reused] = 0;
        }
        newestSlice = Math.max(newestSlice, slice);
    }
}
