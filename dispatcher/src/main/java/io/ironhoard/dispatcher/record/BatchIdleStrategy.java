package io.ironhoard.dispatcher.record;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Sleeps after each turn, for longer once nothing has come for a while: nobody waits for the reader of events, hundreds at a time
 * cost it less than a few, and it does not take their cache lines from the shard that is still writing there. What is written
 * meanwhile is a small part of a stream's window. Owned by one thread; allocates nothing.
 */
final class BatchIdleStrategy implements IdleStrategy {
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(800);
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(2);
    /** So many turns without work are about a second. */
    private static final int EMPTY_TURNS_MAX = 1_000;

    private int emptyTurns;

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        }
        idle();
    }

    @Override
    public void idle() {
        if (emptyTurns < EMPTY_TURNS_MAX) {
            emptyTurns++;
            LockSupport.parkNanos(PAUSE_NS);
        } else {
            LockSupport.parkNanos(REST_NS);
        }
    }

    @Override
    public void reset() {
        emptyTurns = 0;
    }
}
