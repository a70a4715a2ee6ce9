package io.ironhoard.matchmaking.gateway.fake;

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

    public static void until(final String what, final BooleanSupplier done) {
        until(() -> what, () -> {}, done);
    }
}
