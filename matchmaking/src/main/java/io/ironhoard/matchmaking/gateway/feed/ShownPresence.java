package io.ironhoard.matchmaking.gateway.feed;

/**
 * Which seats of one match are taken, as its spectators may know it: later than it happened, by the same delay as
 * everything else, and of each seat at most once a second.
 *
 * <p>One state a seat waits to be shown: a newer one takes its place and waits for its own delay. So whoever comes and
 * goes faster than the delay passes is shown when that ends, and keeps nobody busy.
 *
 * <p>Owned by the gateway's event loop. Allocates a frame for each state that is shown, once for all spectators.
 */
final class ShownPresence {
    /** How often a seat's state is shown at most. */
    private static final int SHOW_MS_MIN = 1_000;

    private final int delayMs;
    private final long[] dueMs;
    private final boolean[] duePresent;
    private final long[] dueForfeitsMs;
    private final long[] nextShowMs;
    private final boolean[] present;
    private final long[] forfeitsMs;
    /** What is shown; null where nothing is known yet. */
    private final EncodedFrame[] frames;
    /** Seats of which a state waits, a bit each. */
    private long waiting;

    ShownPresence(final int seats, final int delayMs) {
        this.delayMs = delayMs;
        dueMs = new long[seats];
        duePresent = new boolean[seats];
        dueForfeitsMs = new long[seats];
        nextShowMs = new long[seats];
        present = new boolean[seats];
        forfeitsMs = new long[seats];
        frames = new EncodedFrame[seats];
    }

    /**
     * Something became known of a seat, to be shown later. What was due by now is to be released before.
     *
     * @param seat the seat.
     * @param isPresent whether its player is there.
     * @param seatForfeitsMs when an absent seat forfeits.
     * @param nowMs the time.
     */
    void learn(final int seat, final boolean isPresent, final long seatForfeitsMs, final long nowMs) {
        dueMs[seat] = Math.max(nowMs + delayMs, nextShowMs[seat]);
        duePresent[seat] = isPresent;
        dueForfeitsMs[seat] = seatForfeitsMs;
        waiting |= 1L << seat;
    }

    /**
     * Show what is due.
     *
     * @param nowMs the time.
     * @return the seats of which something else is shown than before, a bit each.
     */
    long release(final long nowMs) {
        long changed = 0;
        for (long seats = waiting; seats != 0; seats &= seats - 1) {
            final int seat = Long.numberOfTrailingZeros(seats);
            if (dueMs[seat] <= nowMs) {
                waiting &= ~(1L << seat);
                changed |= show(seat, nowMs) ? 1L << seat : 0;
            }
        }
        return changed;
    }

    private boolean show(final int seat, final long nowMs) {
        if (frames[seat] != null
                && present[seat] == duePresent[seat]
                && forfeitsMs[seat] == dueForfeitsMs[seat]) {
            return false;
        }
        present[seat] = duePresent[seat];
        forfeitsMs[seat] = dueForfeitsMs[seat];
        nextShowMs[seat] = nowMs + SHOW_MS_MIN;
        frames[seat] = EventEncoder.presence(seat, forfeitsMs[seat], present[seat]);
        return true;
    }

    /** What is shown of a seat; null where nothing is known yet. */
    EncodedFrame frame(final int seat) {
        return frames[seat];
    }
}
