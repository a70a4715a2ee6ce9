package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Small arenas, and waiting for their supplier. */
final class Arenas {
    static final long REGION_BYTES = RegionOptions.BYTES_MIN;

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    private Arenas() {}

    static ArenaOptions small(final int limit) {
        return ArenaOptions.defaults()
                .withRegions(RegionOptions.defaults().withBytes(REGION_BYTES))
                .withLimit(limit, 1)
                .withScratchBytes(4096);
    }

    static void await(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waiting for " + what).isNegative();
            LockSupport.parkNanos(100_000);
        }
    }

    /** Allocate, waiting for the next region where it is on its way. */
    static long allocate(final NativeArena arena, final int bytes) {
        final long[] address = {0};
        await("a region", () -> {
            address[0] = arena.allocate(bytes);
            return address[0] != 0 || arena.isAtLimit();
        });
        return address[0];
    }
}
