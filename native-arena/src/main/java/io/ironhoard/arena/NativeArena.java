package io.ironhoard.arena;

import io.ironhoard.arena.region.MapResult;
import io.ironhoard.arena.region.MappedRegion;
import io.ironhoard.arena.region.RegionExchange;
import io.ironhoard.arena.region.RegionMapper;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.arena.region.ResourceTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory outside the Java heap for one owner: blocks of any size up to nearly a region's, given and freed in a bounded
 * number of steps without a system call, a lock or a Java object, and scratch memory for each duty cycle.
 *
 * <p>It grows by one region at a time up to a limit. The next region is mapped and filled by the {@link RegionSupplier}'s
 * thread as soon as no three quarters of a region are left in one piece; a region that becomes empty goes back the same way, but for
 * one that is kept. Where there is no memory, {@link #allocate} answers 0: at the limit until something is freed, or, where
 * blocks are taken faster than regions can be filled, until the next one is there.
 *
 * <p><b>Threads.</b> One thread is the owner: the one that calls {@link #start}. All calls are its own, but for
 * {@link #counters} and {@link #state}, which are anyone's; {@link #close} is called by the owner, or by anyone after it
 * has ended. In checked mode misuse is an {@link ArenaMisuseException}; in the other it is not looked for, and a
 * double free corrupts memory as it does in any language without a collector.
 */
public abstract sealed class NativeArena implements AutoCloseable permits PlainArena, CheckedArena {
    /** One in so many allocations is timed; a power of two. */
    public static final int SAMPLE_INTERVAL = 1024;

    /** The allocator. */
    final Slab slab;
    /** The scratch memory. */
    final Scratch scratch;
    /** The regions in use. */
    final RegionTable regions;
    /** The numbers. */
    final OwnerCounters counters;

    private final ArenaOptions options;
    private final RegionSupplier supplier;
    private final RegionExchange exchange;
    private final RegionLayout layout;
    private final PagePool pool;
    private final ResourceTrace trace;
    private final int handleShift;
    private final List<MappedRegion> scratchRegion = new ArrayList<>(1);
    private volatile ArenaState state = ArenaState.INIT;

    NativeArena(final ArenaOptions options, final RegionSupplier supplier) {
        this.options = options;
        this.supplier = supplier;
        exchange = new RegionExchange(options.regions(), options.regionLimit());
        counters = new OwnerCounters(exchange, options.regionLimit());
        layout = new RegionLayout(options.regions().bytes());
        regions = new RegionTable(exchange, options.regionLimit(), counters);
        pool = new PagePool(regions, layout);
        slab = new Slab(layout, pool, regions, counters);
        scratch = new Scratch(counters);
        handleShift = Long.numberOfTrailingZeros(options.regions().bytes() / ArenaOptions.HANDLE_UNIT_BYTES);
        trace = ResourceTrace.open(options.isChecked(), "NativeArena");
    }

    /**
     * Make an arena; it has no memory yet.
     *
     * @param options how it is made.
     * @param supplier maps its regions; to be closed after it.
     * @return to be started by its owner, and closed.
     */
    public static NativeArena create(final ArenaOptions options, final RegionSupplier supplier) {
        return options.isChecked() ? new CheckedArena(options, supplier) : new PlainArena(options, supplier);
    }

    /**
     * Map the first regions and the scratch memory, and make the calling thread the owner. Waits for the kernel.
     *
     * @throws IllegalStateException where the kernel refuses, with the reason, or where it was started before.
     */
    public synchronized void start() {
        if (state != ArenaState.INIT) {
            throw new IllegalStateException("an arena that is " + state + " cannot be started");
        }
        final RegionMapper mapper = supplier.mapper();
        try {
            for (int i = 0; i < options.initialRegions(); i++) {
                pool.add(regions.add(required(exchange.map(mapper))));
            }
            mapScratch(mapper);
            supplier.add(exchange);
        } catch (final RuntimeException e) {
            giveEverythingBack(mapper);
            throw e;
        }
        regions.open();
        state = ArenaState.LIVE;
    }

    /**
     * Take a block. What is in it is left from before, or zero.
     *
     * @param bytes from 1 to {@link #blockBytesMax}.
     * @return its address, a multiple of 64 for more than 48 bytes and of 16 for fewer; 0 where there is no room now.
     * @throws IllegalArgumentException where no block is ever so long.
     */
    public abstract long allocate(int bytes);

    /**
     * Free a block.
     *
     * @param address what {@link #allocate} answered, and nothing else, once.
     */
    public abstract void free(long address);

    /**
     * How much room a block has, at least what was asked for.
     *
     * @param address of a live block.
     * @return bytes.
     */
    public abstract int capacity(long address);

    /**
     * Take memory until the end of the duty cycle.
     *
     * @param bytes above 0.
     * @return its address, a multiple of 8; 0 where the cycle has used up its scratch memory.
     */
    public abstract long scratch(int bytes);

    /** The end of a duty cycle: its scratch memory is free again; a region that was delivered is taken in. */
    public abstract void nextCycle();

    /**
     * A block's address in 31 bits, for tables of millions.
     *
     * @param address of a block of more than 48 bytes.
     * @return above 0, and the same as long as the block lives.
     */
    public final int handle(final long address) {
        final long base = layout.base(address);
        return (RegionLayout.number(base) << handleShift)
                + (int) ((address - base) / ArenaOptions.HANDLE_UNIT_BYTES);
    }

    /**
     * The block of a handle.
     *
     * @param handle what {@link #handle} answered for a live block.
     * @return its address.
     */
    public final long address(final int handle) {
        final int unit = handle & (1 << handleShift) - 1;
        return regions.base(handle >>> handleShift) + (long) unit * ArenaOptions.HANDLE_UNIT_BYTES;
    }

    /** The longest block, in bytes; about fifteen sixteenths of a region. */
    public final int blockBytesMax() {
        return slab.bytesMax();
    }

    /** Whether there will be no more regions until one is given back. */
    public final boolean isAtLimit() {
        return regions.isAtLimit();
    }

    /** The numbers, for any thread. */
    public final ArenaCounters counters() {
        return counters;
    }

    /** The regions in use with what they got of what was wished for. Allocates. */
    public final List<MappedRegion> regionReports() {
        return regions.list();
    }

    /** Any thread: where the arena is in its life. */
    public final ArenaState state() {
        return state;
    }

    /**
     * Give every byte back. Live blocks go with it. Waits while a region is being mapped. A second call does nothing.
     */
    @Override
    public synchronized void close() {
        if (state == ArenaState.CLOSED) {
            return;
        }
        state = ArenaState.CLOSED;
        supplier.remove(exchange);
        giveEverythingBack(supplier.mapper());
        trace.close();
    }

    private void mapScratch(final RegionMapper mapper) {
        if (options.scratchBytes() == 0) {
            return;
        }
        final long length =
                Math.max(RegionOptions.BYTES_MIN, Long.highestOneBit(options.scratchBytes() * 2L - 1));
        final MappedRegion region = required(mapper.map(options.regions().withBytes(length)));
        scratchRegion.add(region);
        scratch.open(region.address(), options.scratchBytes());
        counters.scratchMapped(region.bytes());
    }

    private void giveEverythingBack(final RegionMapper mapper) {
        slab.close();
        scratch.close();
        regions.close().forEach(region -> exchange.unmap(mapper, region));
        exchange.drain(mapper);
        scratchRegion.forEach(mapper::unmap);
        scratchRegion.clear();
    }

    private static MappedRegion required(final MapResult result) {
        return result.region().orElseThrow(
                () -> new IllegalStateException("an arena got no memory to start with: " + result.reason()));
    }
}
