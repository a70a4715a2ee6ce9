package io.ironhoard.deploy.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to come about, and fails where it does not in time. */
public final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    /**
     * @param what   in words, for the failure.
     * @param bound  the longest wait.
     * @param answer what is waited for; {@code null} as long as it is not there.
     * @return the first answer.
     */
    public static <T> T until(final String what, final Duration bound, final Supplier<T> answer) {
        final long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            final T found = answer.get();
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + bound.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
