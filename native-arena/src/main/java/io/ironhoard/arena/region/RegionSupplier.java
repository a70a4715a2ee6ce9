package io.ironhoard.arena.region;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that maps, fills and unmaps regions for any number of arenas, so that no owner of one ever waits for the
 * kernel. It looks at each {@link RegionExchange} once a millisecond, because waking it would be a system call of the owner;
 * while nothing is asked of it, it allocates nothing.
 *
 * <p>{@link #start} and {@link #close} may be called from any thread. An arena whose supplier was closed keeps what it has
 * and does not grow.
 */
public final class RegionSupplier implements AutoCloseable {
    /** How often the thread looks for requests, in nanoseconds. */
    public static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Arenas of one supplier. */
    public static final int ARENA_LIMIT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(RegionSupplier.class);
    private static final long STOP_MS_MAX = 10_000;

    private final RegionMapper mapper;
    private final ResourceTrace trace;
    private final Thread thread;
    /** Held by the thread while it serves one exchange; never taken by an owner. */
    private final ReentrantLock serving = new ReentrantLock();
    private volatile RegionExchange[] exchanges = {};
    private volatile boolean isClosed;

    private RegionSupplier(final String name, final RegionMapper mapper, final boolean isChecked) {
        this.mapper = mapper;
        trace = ResourceTrace.open(isChecked, name);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Start the thread.
     *
     * @param name of the thread.
     * @return to be closed after its arenas.
     * @throws IllegalStateException where the host is no Linux of 64 bits.
     */
    public static RegionSupplier start(final String name) {
        final RegionSupplier supplier =
                new RegionSupplier(name, RegionMapper.host(), ResourceTrace.isCheckedByDefault());
        supplier.thread.start();
        return supplier;
    }

    /** Maps and unmaps at once, on the caller's thread. */
    public RegionMapper mapper() {
        return mapper;
    }

    /**
     * Serve an arena from now on.
     *
     * @param exchange the arena's.
     * @throws IllegalStateException beyond {@link #ARENA_LIMIT}, or after {@link #close}.
     */
    public void add(final RegionExchange exchange) {
        serving.lock();
        try {
            if (isClosed || exchanges.length == ARENA_LIMIT) {
                throw new IllegalStateException(
                        isClosed ? "the supplier is closed" : "a supplier has at most " + ARENA_LIMIT + " arenas");
            }
            final RegionExchange[] more = Arrays.copyOf(exchanges, exchanges.length + 1);
            more[exchanges.length] = exchange;
            exchanges = more;
        } finally {
            serving.unlock();
        }
    }

    /**
     * Leave an arena alone from now on; waits while a region of it is being mapped.
     *
     * @param exchange the arena's.
     */
    public void remove(final RegionExchange exchange) {
        serving.lock();
        try {
            exchanges = Arrays.stream(exchanges)
                    .filter(other -> other != exchange)
                    .toArray(RegionExchange[]::new);
        } finally {
            serving.unlock();
        }
    }

    /** Stop the thread. What it mapped stays with the arenas. Waits for a region that is being mapped. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        try {
            thread.join(STOP_MS_MAX);
        } catch (final InterruptedException e) {
            isInterrupted = true;
        }
        if (thread.isAlive()) {
            LOG.warn("{} has not stopped within {} ms", thread.getName(), STOP_MS_MAX);
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        trace.close();
    }

    private void run() {
        while (!isClosed) {
            final RegionExchange[] now = exchanges;
            for (int i = 0; i < now.length && !isClosed; i++) {
                serve(now[i]);
            }
            LockSupport.parkNanos(this, LOOK_NS);
        }
    }

    private void serve(final RegionExchange exchange) {
        serving.lock();
        try {
            if (isServed(exchange)) {
                final String refusal = exchange.serve(mapper, System.nanoTime());
                if (!refusal.isEmpty()) {
                    LOG.warn("an arena cannot grow, and tries again: {}", refusal);
                }
            }
        } catch (final RuntimeException e) {
            LOG.error("an arena gets and gives back no more regions", e);
            remove(exchange);
        } finally {
            serving.unlock();
        }
    }

    private boolean isServed(final RegionExchange exchange) {
        for (final RegionExchange other : exchanges) {
            if (other == exchange) {
                return true;
            }
        }
        return false;
    }
}
