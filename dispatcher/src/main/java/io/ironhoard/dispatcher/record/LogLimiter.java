package io.ironhoard.dispatcher.record;

/** Keeps a fault that comes a thousand times a second from filling the log. Owned by one thread. */
final class LogLimiter {
    private static final long INTERVAL_MS = 10_000;

    private long nextMs = Long.MIN_VALUE;
    private long passedOver;

    /**
     * @param nowMs the time.
     * @return whether to log this one.
     */
    boolean mayLog(final long nowMs) {
        if (nowMs < nextMs) {
            passedOver++;
            return false;
        }
        nextMs = nowMs + INTERVAL_MS;
        return true;
    }

    /** How many were passed over since this was asked last. */
    long passedOver() {
        final long count = passedOver;
        passedOver = 0;
        return count;
    }
}
