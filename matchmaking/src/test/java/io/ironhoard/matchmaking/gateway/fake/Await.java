package io.ironhoard.matchmaking.gateway.fake;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something with a deadline, doing work meanwhile. */
public final class Await {
    private static final long DEADLINE_NS = 20_000_000_000L;

    private Await() {}

    public static void until(final Supplier<String> what, final Runnable work, final BooleanSupplier done) {
        final long deadline = System.nanoTime() + DEADLINE_NS;
        while (!done.getAsBoolean()) {
            work.run();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited too long: " + what.get());
            }
            Thread.yield();
        }
    }

    /** For conditions that other threads bring about. */
    public static void pause() {
        LockSupport.parkNanos(1_000_000);
    }

    public static void until(final String what, final BooleanSupplier done) {
        until(() -> what, Await::pause, done);
    }
}
