package io.ironhoard.dispatcher.record;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the records of open matches and of those that wait for the disk take together. Thread-safe. */
final class MemoryBudget {
    private final long bytesMax;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param bytesMax the limit.
     */
    MemoryBudget(final long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * Take some, if there is any left. Called by one thread.
     *
     * @param bytes how much.
     * @return whether it was taken.
     */
    boolean take(final long bytes) {
        if (used.get() + bytes > bytesMax) {
            return false;
        }
        used.addAndGet(bytes);
        return true;
    }

    /**
     * Give back. Called by any thread.
     *
     * @param bytes how much.
     */
    void giveBack(final long bytes) {
        used.addAndGet(-bytes);
    }

    /** What is taken now, in bytes. */
    long used() {
        return used.get();
    }
}
