package io.ironhoard.perf.bench.arena;

import com.sun.management.ThreadMXBean;
import io.ironhoard.arena.ArenaCounters;
import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.perf.bench.arena.ArenaBenchReport.Counts;
import io.ironhoard.perf.bench.arena.ArenaBenchReport.Durations;
import io.ironhoard.perf.bench.arena.ArenaBenchReport.Load;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Times every allocation and every free of a mixed load on its own, with the clock's own time beside them; then takes blocks
 * at a rate while the arena grows, beside the same load on memory that is there, and looks at how long the owner's cycles
 * take. The calling thread is the owner.
 */
public final class ArenaBench {
    private static final int FLOOR_READINGS = 2_000_000;
    private static final int WARM_UP_OPERATIONS = 1_000_000;
    private static final int REGION_LIMIT = 1024;
    private static final int BLOCKS_PER_CYCLE = 8;
    /** More blocks than this do not fit into a region, of this load. */
    private static final int BLOCKS_PER_REGION_MAX = 20_000;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final double MS_PER_S = 1e3;
    /** Who was stopped for longer than this does not make up for all of it. */
    private static final long BEHIND_NS_MAX = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long GIVE_BACK_NS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final ArenaBenchOptions options;
    private final Consumer<String> progress;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Histogram floorNs = histogram();
    private final Histogram allocateNs = histogram();
    private final Histogram freeNs = histogram();
    private final Histogram growthNs = histogram();
    private final Histogram growthFloorNs = histogram();
    private long verified;
    private long corrupted;
    private long refusedUnderLoad;
    private long refusedWhileGrowing;
    private long heapBytes;
    private ThreadFacts growthFacts = new ThreadFacts(0, 0, 0);
    private ThreadFacts growthFloorFacts = growthFacts;

    /**
     * @param options what is measured.
     * @param progress takes a line for people now and then.
     */
    public ArenaBench(final ArenaBenchOptions options, final Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Measure.
     *
     * @return the figures.
     * @throws IllegalStateException where the host has not the memory.
     */
    public ArenaBenchReport run() {
        final long begunNs = System.nanoTime();
        try (RegionSupplier supplier = RegionSupplier.start("regions")) {
            progress.accept("the clock's own time");
            measureFloor();
            final Load load = measureLoad(supplier);
            final Load growth = measureGrowth(supplier);
            return new ArenaBenchReport(
                    new Durations(allocateNs, freeNs, floorNs, growthNs, growthFloorNs, growthFacts, growthFloorFacts),
                    load,
                    growth,
                    new Counts(
                            verified, corrupted, refusedUnderLoad, refusedWhileGrowing, heapBytes,
                            ArenaOptions.defaults().regions().bytes()),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNs) / MS_PER_S);
        }
    }

    private void measureFloor() {
        for (int round = 0; round < 2; round++) {
            floorNs.reset();
            for (int i = 0; i < FLOOR_READINGS; i++) {
                final long begun = System.nanoTime();
                floorNs.recordValue(Math.min(System.nanoTime() - begun, LONGEST_NS));
            }
        }
    }

    private Load measureLoad(final RegionSupplier supplier) {
        // Half of the places hold a block when as many come as go.
        final MatchBlocks blocks = new MatchBlocks(2 * options.liveBlocks(), options.seed());
        try (NativeArena arena = arena(supplier, REGION_LIMIT)) {
            arena.start();
            progress.accept("filling and warming up");
            while (arena.counters().liveBlocks() < options.liveBlocks()) {
                allocateUntimed(arena, blocks, blocks.anyPlace());
            }
            operate(arena, blocks, Math.min(WARM_UP_OPERATIONS, options.operations()));
            allocateNs.reset();
            freeNs.reset();
            refusedUnderLoad = 0;
            progress.accept("allocating and freeing");
            final long heapBefore = threads.getCurrentThreadAllocatedBytes();
            operate(arena, blocks, options.operations());
            heapBytes = threads.getCurrentThreadAllocatedBytes() - heapBefore;
            return finish(arena, blocks);
        }
    }

    private void operate(final NativeArena arena, final MatchBlocks blocks, final long operations) {
        for (long i = 0; i < operations; i++) {
            final int place = blocks.anyPlace();
            if (blocks.isLive(place)) {
                final long address = blocks.take(place);
                final long begun = System.nanoTime();
                arena.free(address);
                freeNs.recordValue(Math.min(System.nanoTime() - begun, LONGEST_NS));
            } else {
                final int length = blocks.anyLength();
                final long begun = System.nanoTime();
                final long address = arena.allocate(length);
                allocateNs.recordValue(Math.min(System.nanoTime() - begun, LONGEST_NS));
                if (address == 0) {
                    refusedUnderLoad++;
                } else {
                    blocks.put(place, address, length);
                }
            }
            arena.nextCycle();
        }
    }

    private static void allocateUntimed(final NativeArena arena, final MatchBlocks blocks, final int place) {
        if (blocks.isLive(place)) {
            return;
        }
        final int length = blocks.anyLength();
        final long address = arena.allocate(length);
        if (address == 0) {
            Thread.onSpinWait();
        } else {
            blocks.put(place, address, length);
        }
    }

    /** The same cycles twice: on memory that is there, and on memory that comes meanwhile. */
    private Load measureGrowth(final RegionSupplier supplier) {
        final int regions = options.growthRegions() + 1;
        final MatchBlocks blocks = new MatchBlocks(regions * BLOCKS_PER_REGION_MAX, options.seed());
        progress.accept("taking blocks from " + regions + " regions that are there");
        try (NativeArena arena = NativeArena.create(
                ArenaOptions.defaults().withLimit(regions, regions), supplier)) {
            arena.start();
            growthFloorFacts = take(arena, blocks, growthFloorNs);
            finish(arena, blocks);
        }
        progress.accept("taking blocks while " + options.growthRegions() + " regions are added");
        final MatchBlocks again = new MatchBlocks(regions * BLOCKS_PER_REGION_MAX, options.seed());
        try (NativeArena arena = arena(supplier, regions)) {
            arena.start();
            growthFacts = take(arena, again, growthNs);
            return finish(arena, again);
        }
    }

    /**
     * Takes blocks at the rate until there are no more. A cycle's time is that of its work, waiting for the next apart; a
     * cycle that got no block because the next region was not there yet is not counted: it did nothing.
     */
    private ThreadFacts take(final NativeArena arena, final MatchBlocks blocks, final Histogram cycleNs) {
        final long intervalNs = BLOCKS_PER_CYCLE * TimeUnit.SECONDS.toNanos(1) / options.growthBlocksPerS();
        final ArenaCounters counters = arena.counters();
        final ThreadFacts before = ThreadFacts.now();
        long dueNs = System.nanoTime();
        int place = 0;
        while (counters.refusedAtLimit() == 0) {
            while (System.nanoTime() - dueNs < 0) {
                Thread.onSpinWait();
            }
            dueNs = Math.max(dueNs + intervalNs, System.nanoTime() - BEHIND_NS_MAX);
            final long begun = System.nanoTime();
            int given = 0;
            for (int i = 0; i < BLOCKS_PER_CYCLE; i++) {
                final int length = blocks.anyLength();
                final long address = arena.allocate(length);
                if (address == 0) {
                    break;
                }
                blocks.put(place + given, address, length);
                given++;
            }
            place += given;
            arena.nextCycle();
            if (given > 0) {
                cycleNs.recordValue(Math.min(System.nanoTime() - begun, LONGEST_NS));
            }
        }
        refusedWhileGrowing = counters.refusedWhileGrowing();
        return ThreadFacts.now().since(before);
    }

    /** Compare and free everything, and wait until what is empty has gone. */
    private Load finish(final NativeArena arena, final MatchBlocks blocks) {
        final ArenaCounters counters = arena.counters();
        final long live = counters.liveBlocks();
        final long liveBytes = counters.liveBytes();
        final long mapped = counters.mappedBytes();
        final int regions = counters.regions();
        blocks.freeAll(arena);
        verified += blocks.verified();
        corrupted += blocks.corrupted();
        final long deadline = System.nanoTime() + GIVE_BACK_NS_MAX;
        while (counters.regions() > 1 && System.nanoTime() - deadline < 0) {
            arena.nextCycle();
            Thread.onSpinWait();
        }
        return new Load(
                live, liveBytes, mapped, regions, counters.regions(), counters.liveBytes(), counters.regionMapNsMax(),
                arena.regionReports().getFirst().features());
    }

    private static NativeArena arena(final RegionSupplier supplier, final int limit) {
        return NativeArena.create(ArenaOptions.defaults().withLimit(limit, 1), supplier);
    }

    private static Histogram histogram() {
        return new Histogram(1, LONGEST_NS, DIGITS);
    }
}
