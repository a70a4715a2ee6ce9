package io.ironhoard.deploy.exit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that ends in order on Ctrl-C and SIGTERM, with its own exit status: the JVM's shutdown asks it to stop, waits for its
 * end, and exits with what it returned instead of 128 plus the signal's number.
 */
public final class OrderlyExit {
    private OrderlyExit() {}

    /**
     * Runs the work on the calling thread.
     *
     * @param work        returns the exit status.
     * @param requestStop asks it to end; called from another thread, perhaps after its end.
     * @param bound       how long the end may take after that.
     * @return the exit status, where no signal came.
     * @throws Exception what the work threw.
     */
    public static int run(final Callable<Integer> work, final Runnable requestStop, final Duration bound)
            throws Exception {
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicInteger status = new AtomicInteger(ExitCode.CHECK_FAILED);
        final Thread hook = Thread.ofPlatform().name("orderly exit").unstarted(() -> {
            requestStop.run();
            try {
                ended.await(bound.toNanos(), TimeUnit.NANOSECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(status.get());
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            status.set(work.call());
        } finally {
            ended.countDown();
            // Also where the work failed: whoever explains that chooses the status.
            forget(hook);
        }
        return status.get();
    }

    /** False where the JVM is going down already: the hook exits with the status that is there. */
    private static boolean forget(final Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            return false;
        }
    }
}
