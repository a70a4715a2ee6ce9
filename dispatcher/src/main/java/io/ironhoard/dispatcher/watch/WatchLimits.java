package io.ironhoard.dispatcher.watch;

import java.util.concurrent.TimeUnit;

/**
 * How long rule sets may take.
 *
 * @param budgetMs the time of one call, used or waited: a call that takes longer ends its match.
 * @param stuckMs how long a call may go on before it is named as one that does not return.
 */
public record WatchLimits(long budgetMs, long stuckMs) {
    private static final long INTERVAL_MS_MAX = 5;

    long budgetNs() {
        return TimeUnit.MILLISECONDS.toNanos(budgetMs);
    }

    long stuckNs() {
        return TimeUnit.MILLISECONDS.toNanos(stuckMs);
    }

    /** The time between two looks: a small part of the budget, at least 1 ms. */
    long intervalNs() {
        return TimeUnit.MILLISECONDS.toNanos(Math.clamp(budgetMs / 10, 1, INTERVAL_MS_MAX));
    }
}
