package io.ironhoard.arena.region;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * The hand-over between an arena's owner and the {@link RegionSupplier}: two queues of one writer and one reader each, and
 * a number of requests.
 *
 * <pre>
 *   owner                                              supplier
 *     request()      ── requested ────────────────►      maps and fills one region
 *     take()         ◄─────────────── delivered ──
 *     giveBack(r)    ── returned ─────────────────►      unmaps it
 * </pre>
 *
 * <p>The owner never waits and makes no system call: it does not wake the supplier, which looks every millisecond. What
 * was given back before a request is unmapped before the request is served, so there are never more regions than the owner
 * counts.
 */
public final class RegionExchange {
    private static final int DELIVERED_CAPACITY = 2;
    private static final long RETRY_NS = 100_000_000;

    private final RegionOptions options;
    private final OneToOneConcurrentArrayQueue<MappedRegion> delivered =
            new OneToOneConcurrentArrayQueue<>(DELIVERED_CAPACITY);
    private final OneToOneConcurrentArrayQueue<MappedRegion> returned;
    /** Written by the owner. */
    private final AtomicInteger requested = new AtomicInteger();

    /** Written by the supplier, and by whoever starts and closes the arena. */
    private final AtomicLong mappedBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong mapNsLast = new AtomicLong();
    private final AtomicLong mapNsMax = new AtomicLong();

    /** The supplier's own. */
    private int served;
    private long retryAtNs;
    private boolean isRetrying;

    /**
     * @param options what regions are wished to be.
     * @param regionLimit how many there can be.
     */
    public RegionExchange(final RegionOptions options, final int regionLimit) {
        this.options = options;
        returned = new OneToOneConcurrentArrayQueue<>(Math.max(2, regionLimit + DELIVERED_CAPACITY));
    }

    /** What regions are wished to be. */
    public RegionOptions options() {
        return options;
    }

    /** Owner: have one more region mapped. At most one request is open at a time. */
    public void request() {
        requested.lazySet(requested.getPlain() + 1);
    }

    /** Owner: whether {@link #take} has something. */
    public boolean hasDelivered() {
        return delivered.peek() != null;
    }

    /**
     * Owner: a region that was asked for.
     *
     * @throws IllegalStateException where nothing was delivered.
     */
    public MappedRegion take() {
        final MappedRegion region = delivered.poll();
        if (region == null) {
            throw new IllegalStateException("no region was delivered");
        }
        return region;
    }

    /** Owner: nothing touches this region any more. */
    public void giveBack(final MappedRegion region) {
        if (!returned.offer(region)) {
            throw new IllegalStateException("more regions given back than there can be");
        }
    }

    /** Any thread: bytes that are mapped, handed over or not. */
    public long mappedBytes() {
        return mappedBytes.get();
    }

    /** Any thread: how often the kernel refused a region. */
    public long failures() {
        return failures.get();
    }

    /** Any thread: how long the last region took to map and to fill, in nanoseconds. */
    public long mapNsLast() {
        return mapNsLast.get();
    }

    /** Any thread: the longest that a region took, in nanoseconds. */
    public long mapNsMax() {
        return mapNsMax.get();
    }

    /**
     * Supplier: unmap what was given back, then serve a request that is open.
     *
     * @param mapper maps.
     * @param nowNs the monotonic clock.
     * @return why a region was refused, the first time after one that was not; empty otherwise.
     */
    String serve(final RegionMapper mapper, final long nowNs) {
        // Read first: whatever was given back before it is in the queue then.
        final boolean isAsked = requested.get() != served;
        unmapReturned(mapper);
        if (!isAsked || isRetrying && nowNs - retryAtNs < 0) {
            return "";
        }
        final MapResult result = map(mapper);
        if (result.region().isPresent()) {
            isRetrying = false;
            served++;
            if (!delivered.offer(result.region().get())) {
                throw new IllegalStateException("more regions were asked for than one at a time");
            }
            return "";
        }
        final boolean isFirst = !isRetrying;
        isRetrying = true;
        retryAtNs = nowNs + RETRY_NS;
        return isFirst ? result.reason() : "";
    }

    /**
     * Whoever starts the arena, before the supplier serves it: map one region at once.
     *
     * @param mapper maps.
     * @return the region, or why there is none.
     */
    public MapResult map(final RegionMapper mapper) {
        final MapResult result = mapper.map(options);
        result.region().ifPresentOrElse(this::count, failures::incrementAndGet);
        return result;
    }

    /**
     * Whoever closes the arena, after owner and supplier have left it: unmap what is between them.
     *
     * @param mapper unmaps.
     */
    public void drain(final RegionMapper mapper) {
        while (hasDelivered()) {
            unmap(mapper, take());
        }
        unmapReturned(mapper);
    }

    /** Unmap one region; on the supplier's thread, or on that of whoever closes the arena. */
    public void unmap(final RegionMapper mapper, final MappedRegion region) {
        mapper.unmap(region);
        mappedBytes.addAndGet(-region.bytes());
    }

    private void unmapReturned(final RegionMapper mapper) {
        for (MappedRegion region = returned.poll(); region != null; region = returned.poll()) {
            unmap(mapper, region);
        }
    }

    private void count(final MappedRegion region) {
        mappedBytes.addAndGet(region.bytes());
        mapNsLast.set(region.mapNs());
        mapNsMax.accumulateAndGet(region.mapNs(), Math::max);
    }
}
