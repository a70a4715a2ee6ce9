package io.ironhoard.perf.client;

import io.grpc.StatusRuntimeException;
import io.ironhoard.v1.Problem;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Blocking calls that are made again where the server says that this can help, within a limit. Any thread. */
final class Calls {
    /** How long a call is tried, in all. */
    static final long RETRY_MS_MAX = 30_000;

    /** How long a call is tried where no server answers at all: one that restarts is back by then. */
    private static final long UNREACHABLE_MS_MAX = 3_000;

    private static final long PAUSE_MS_MIN = 5;
    private static final long PAUSE_MS_MAX = 250;

    private Calls() {}

    /**
     * @param call the call.
     * @return its answer.
     * @throws StatusRuntimeException the last refusal, where it cannot be retried or has been for too long.
     */
    static <T> T retrying(final Supplier<T> call) {
        return retrying(RETRY_MS_MAX, call);
    }

    /**
     * @param limitMs how long to try, in milliseconds.
     * @param call the call.
     * @return its answer.
     * @throws StatusRuntimeException the last refusal.
     */
    static <T> T retrying(final long limitMs, final Supplier<T> call) {
        final long startNs = System.nanoTime();
        long pauseMs = PAUSE_MS_MIN;
        while (true) {
            try {
                return call.get();
            } catch (final StatusRuntimeException e) {
                final Optional<Problem> problem = Problems.find(e);
                final long pastMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
                final long waitMs = Math.max(problem.map(Problem::getRetryAfterMs).orElse(0L), pauseMs);
                final long boundMs = problem.isPresent() ? limitMs : Math.min(limitMs, UNREACHABLE_MS_MAX);
                if (!Problems.canRetry(e) || pastMs + waitMs >= boundMs || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMs));
                pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX);
            }
        }
    }
}
