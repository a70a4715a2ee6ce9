package io.ironhoard.dispatcher.ipc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Backs off, first spinning, then yielding, then sleeping longer and longer; and sleeps a millisecond at a time once nothing has
 * come for about a second, because waking up is what an idle thread costs. Owned by one thread; allocates nothing.
 */
final class RestingIdleStrategy implements IdleStrategy {
    private static final int SPINS = 20;
    private static final int YIELDS = 50;
    private static final long PARK_NS_MIN = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long RESTLESS_NS = TimeUnit.SECONDS.toNanos(1);

    private final IdleStrategy backoff;
    private final long restNs;
    private final long turnsMax;
    private long turns;

    /**
     * @param parkUsMax the longest sleep while work has come lately, in microseconds.
     */
    RestingIdleStrategy(final int parkUsMax) {
        final long parkNsMax = TimeUnit.MICROSECONDS.toNanos(parkUsMax);
        backoff = new BackoffIdleStrategy(SPINS, YIELDS, PARK_NS_MIN, parkNsMax);
        restNs = Math.max(REST_NS, parkNsMax);
        turnsMax = SPINS + YIELDS + RESTLESS_NS / parkNsMax;
    }

    @Override
    public void idle(final int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (turns < turnsMax) {
            turns++;
            backoff.idle();
        } else {
            LockSupport.parkNanos(restNs);
        }
    }

    @Override
    public void reset() {
        turns = 0;
        backoff.reset();
    }
}
