package io.ironhoard.arena;

import com.sun.management.ThreadMXBean;
import io.ironhoard.arena.region.RegionSupplier;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ArenaGarbageTest {
    private static final int BLOCKS = 4_000;
    private static final int ROUNDS = 600;
    private static final int WARM_UP_ROUNDS = 80;
    /** The JVM interns the strings of a class on the thread that runs it when it is first compiled: once, and not in every window. */
    private static final int WINDOWS_MAX = 4;
    /** Every so many rounds the arena is emptied: regions go, and come again. */
    private static final int ROUNDS_PER_TIDE = 20;

    private final long[] blocks = new long[BLOCKS];
    private long sum;

    @Test
    void shouldAllocateNothingOnTheHeapOverMillionsOfBlocksAndWhileItGrowsAndShrinks() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RegionSupplier supplier = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(Arenas.small(16).withChecked(false), supplier)) {
            arena.start();
            run(arena, WARM_UP_ROUNDS);
            final ArenaCounters counters = arena.counters();
            final long added = counters.regionsAdded();
            final long allocations = counters.allocations();
            long allocated = Long.MAX_VALUE;
            int windows = 0;
            while (allocated != 0 && windows < WINDOWS_MAX) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                run(arena, ROUNDS);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
                windows++;
            }

            assertThat(allocated).isZero();
            assertThat(counters.regionsAdded()).as("regions came meanwhile").isGreaterThan(added);
            assertThat(counters.regions()).as("and went").isEqualTo(1);
            assertThat(counters.allocations() - allocations).isEqualTo((long) BLOCKS * ROUNDS * windows);
            assertThat(counters.allocateNs().count()).isEqualTo(attempts(counters) / NativeArena.SAMPLE_INTERVAL);
            assertThat(sum).isNotZero();
        }
    }

    private static long attempts(final ArenaCounters counters) {
        return counters.allocations() + counters.refusedAtLimit() + counters.refusedWhileGrowing();
    }

    private void run(final NativeArena arena, final int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < BLOCKS; i++) {
                if (blocks[i] != 0) {
                    arena.free(blocks[i]);
                }
                blocks[i] = allocate(arena, 16 + (i * 37 + round * 101) % 6_000);
                sum += arena.handle(blocks[i]) + arena.scratch(64);
            }
            if (round % ROUNDS_PER_TIDE == ROUNDS_PER_TIDE - 1) {
                for (int i = 0; i < BLOCKS; i++) {
                    arena.free(blocks[i]);
                    blocks[i] = 0;
                }
            }
            arena.nextCycle();
        }
    }

    private static long allocate(final NativeArena arena, final int bytes) {
        long block = arena.allocate(bytes);
        while (block == 0) {
            Thread.onSpinWait();
            block = arena.allocate(bytes);
        }
        return block;
    }
}
