package io.ironhoard.matchmaking.gateway.link;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what goes wrong inside the Aeron client and in the handling of frames, at most one in a while: a fault that comes
 * back with every frame must not fill the disk. From any thread.
 */
final class LinkErrors implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LinkErrors.class);
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(5);

    private final AtomicLong nextNs = new AtomicLong(System.nanoTime());
    private final AtomicLong unlogged = new AtomicLong();

    @Override
    public void onError(final Throwable error) {
        final long nowNs = System.nanoTime();
        final long dueNs = nextNs.get();
        if (nowNs - dueNs >= 0 && nextNs.compareAndSet(dueNs, nowNs + PAUSE_NS)) {
            LOG.warn("link to the shards: {} ({} more were not logged)", error, unlogged.getAndSet(0), error);
        } else {
            unlogged.incrementAndGet();
        }
    }
}
