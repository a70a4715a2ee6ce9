package io.ironhoard.dispatcher.ipc;

import java.util.concurrent.TimeUnit;

/**
 * The shard's time: milliseconds since the Unix epoch as the machine saw it at the start, carried on by the monotonic
 * clock. It never goes back and never jumps, whatever is done to the machine's clock. Owned by the shard's thread.
 */
final class ShardClock {
    private final long startMs;
    private final long startNs;
    private long nowNs;

    /**
     * @param startMs the machine's clock, milliseconds since the Unix epoch.
     * @param startNs {@link System#nanoTime} at the same time.
     */
    ShardClock(final long startMs, final long startNs) {
        this.startMs = startMs;
        this.startNs = startNs;
        nowNs = startNs;
    }

    /**
     * Move on; once a duty cycle.
     *
     * @param timeNs {@link System#nanoTime}.
     * @return nanoseconds since the last call.
     */
    long advance(final long timeNs) {
        final long passedNs = timeNs - nowNs;
        nowNs = timeNs;
        return passedNs;
    }

    /** The shard's time, milliseconds since the Unix epoch. */
    long nowMs() {
        return startMs + TimeUnit.NANOSECONDS.toMillis(nowNs - startNs);
    }
}
