package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;

/**
 * At most one timer a match, on a hashed wheel (Varghese and Lauck, scheme 6) fed with the shard's time. Each spoke is a
 * list that runs through the matches' own slots, so a timer takes no memory of its own.
 *
 * <p>A timer is moved only where a deadline comes closer than it was set: one that fires too early finds nothing due and is
 * set again, which spares moves the work of pushing their clock's timer back each time. Owned by the shard's thread;
 * allocates nothing after construction.
 */
final class MatchTimers {
    private static final long TICK_MS = 4;
    private static final int SPOKES = 1 << 14;
    private static final int LOOKS_MAX = 256;

    private final long[] firstOfSpoke = new long[SPOKES];
    private final Match other;
    private final Match fired;
    private final long lingerMs;
    /** The tick whose spoke is looked at as soon as the tick is over. */
    private long tick;
    /** The next match on that spoke, while it is being looked at. */
    private long cursor;

    private boolean isScanning;

    MatchTimers(final long lingerMs, final InstalledRules installedRules) {
        this.lingerMs = lingerMs;
        other = new Match(installedRules);
        fired = new Match(installedRules);
    }

    /** Begin at the shard's time. */
    void start(final long nowMs) {
        tick = nowMs / TICK_MS - 1;
    }

    /** Make sure that the match's timer fires no later than its next deadline. */
    void update(final Match match) {
        final long deadlineMs = nextDeadlineMs(match);
        if (deadlineMs < match.timerDeadlineMs()) {
            cancel(match);
            link(match, deadlineMs);
        }
    }

    /** Forget the match's timer, before the match is taken out. */
    void cancel(final Match match) {
        if (match.timerDeadlineMs() == Match.NO_DEADLINE) {
            return;
        }
        final long before = match.timerBefore();
        final long after = match.timerAfter();
        if (match.address() == cursor) {
            cursor = after;
        }
        if (before == MatchMemory.NONE) {
            firstOfSpoke[match.timerSpoke()] = after;
        } else {
            other.wrap(before).timerAfter(after);
        }
        if (after != MatchMemory.NONE) {
            other.wrap(after).timerBefore(before);
        }
        match.timerDeadlineMs(Match.NO_DEADLINE);
    }

    private void link(final Match match, final long deadlineMs) {
        // What is overdue already waits on the spoke after the one that is being looked at.
        final int spoke = (int) (Math.max(tick + 1, deadlineMs / TICK_MS) & SPOKES - 1);
        final long first = firstOfSpoke[spoke];
        match.timerDeadlineMs(deadlineMs);
        match.timerSpoke(spoke);
        match.timerBefore(MatchMemory.NONE);
        match.timerAfter(first);
        if (first != MatchMemory.NONE) {
            other.wrap(first).timerBefore(match.address());
        }
        firstOfSpoke[spoke] = match.address();
    }

    /**
     * Take the next match whose timer has fired; looks at a bounded number of timers.
     *
     * @param nowMs the shard's time.
     * @return the match, whose deadlines the caller looks at before it calls {@link #update}; or {@code null} where none
     *     was found.
     */
    Match poll(final long nowMs) {
        final long ticks = nowMs / TICK_MS;
        if (tick < ticks - SPOKES) {
            // After a jump of time each spoke is looked at once, not once for every round that was missed.
            tick = ticks - SPOKES;
            isScanning = false;
        }
        int looked = 0;
        while (tick < ticks) {
            if (!isScanning) {
                isScanning = true;
                cursor = firstOfSpoke[(int) (tick & SPOKES - 1)];
            }
            while (cursor != MatchMemory.NONE) {
                if (++looked > LOOKS_MAX) {
                    return null;
                }
                fired.wrap(cursor);
                cursor = fired.timerAfter();
                if (fired.timerDeadlineMs() <= nowMs) {
                    cancel(fired);
                    return fired;
                }
            }
            isScanning = false;
            tick++;
        }
        return null;
    }

    /** When the match will next need the engine, {@link Match#NO_DEADLINE} for never. */
    long nextDeadlineMs(final Match match) {
        if (match.hasEnded()) {
            return match.endedMs() + lingerMs;
        }
        final long deadlineMs = Math.min(match.clock().expiresAtMs(), match.rulesTimerMs());
        return Math.min(deadlineMs, match.seats().firstForfeitMs());
    }
}
