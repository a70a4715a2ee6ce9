package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.Seats;
import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * At most one timer a match, on a wheel fed with the shard's time. A timer is moved only where a deadline comes closer
 * than it was set: one that fires too early finds nothing due and is set again, which spares moves the work of pushing
 * their clock's timer back each time. Owned by the shard's thread.
 */
final class MatchTimers {
    private static final long TICK_MS = 4;
    private static final int TICKS_PER_WHEEL = 4096;

    private final DeadlineTimerWheel wheel;
    private final Long2ObjectHashMap<Match> matchByTimer = new Long2ObjectHashMap<>();
    private final DeadlineTimerWheel.TimerHandler handler = this::onTimer;
    private final long lingerMs;
    private Match fired;

    MatchTimers(final long lingerMs) {
        this.lingerMs = lingerMs;
        wheel = new DeadlineTimerWheel(TimeUnit.MILLISECONDS, 0, TICK_MS, TICKS_PER_WHEEL);
    }

    /** Begin at the shard's time. */
    void start(final long nowMs) {
        wheel.resetStartTime(nowMs);
    }

    /** Make sure that the match's timer fires no later than its next deadline. */
    void update(final Match match) {
        final long deadlineMs = nextDeadlineMs(match);
        if (deadlineMs < match.timerDeadlineMs()) {
            cancel(match);
            final long timerId = wheel.scheduleTimer(deadlineMs);
            matchByTimer.put(timerId, match);
            match.timer(timerId, deadlineMs);
        }
    }

    private void cancel(final Match match) {
        if (match.timerDeadlineMs() != Match.NO_DEADLINE) {
            wheel.cancelTimer(match.timerId());
            matchByTimer.remove(match.timerId());
            match.timer(0, Match.NO_DEADLINE);
        }
    }

    /**
     * Take the next match whose timer has fired.
     *
     * @param nowMs the shard's time.
     * @return the match, whose deadlines the caller looks at before it calls {@link #update}; or {@code null} when all
     *     timers up to now have fired.
     */
    Match poll(final long nowMs) {
        fired = null;
        while (fired == null && wheel.currentTickTime() <= nowMs) {
            wheel.poll(nowMs, handler, 1);
        }
        return fired;
    }

    /** When the match will next need the engine, {@link Match#NO_DEADLINE} for never. */
    long nextDeadlineMs(final Match match) {
        if (match.hasEnded()) {
            return match.endedMs() + lingerMs;
        }
        long deadlineMs = Math.min(match.clock().expiresAtMs(), match.rulesTimerMs());
        final Seats seats = match.seats();
        for (int seat = 0; seat < seats.count(); seat++) {
            deadlineMs = Math.min(deadlineMs, seats.forfeitsAtMs(seat));
        }
        return deadlineMs;
    }

    private boolean onTimer(final TimeUnit unit, final long nowMs, final long timerId) {
        fired = matchByTimer.remove(timerId);
        fired.timer(0, Match.NO_DEADLINE);
        return true;
    }
}
