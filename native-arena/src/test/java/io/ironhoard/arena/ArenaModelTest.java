package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionSupplier;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Random calls beside a plain map: a seed brings the same calls again. */
final class ArenaModelTest {
    private static final int STEPS = 60_000;
    private static final int REGION_LIMIT = 12;

    private final UnsafeBuffer view = new UnsafeBuffer();
    /** Live blocks by address. */
    private final TreeMap<Long, Block> model = new TreeMap<>();
    private long modelBytes;

    private record Block(int bytes, int capacity, byte pattern, int handle) {}

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,false", "4,false", "5,true", "6,false"})
    void shouldKeepWhatAMapKeeps(final long seed, final boolean isChecked) {
        final Random random = new Random(seed);
        try (RegionSupplier supplier = RegionSupplier.start("regions");
                NativeArena arena =
                        NativeArena.create(Arenas.small(REGION_LIMIT).withChecked(isChecked), supplier)) {
            arena.start();
            for (int step = 0; step < STEPS; step++) {
                // Fills up, drains, fills up: the share of frees swings.
                final double freeing = 0.5 + 0.45 * Math.sin(step * 2 * Math.PI / 20_000);
                if (!model.isEmpty() && random.nextDouble() < freeing) {
                    free(arena, anyBlock(random));
                } else {
                    allocate(arena, random);
                }
                if (step % 64 == 0) {
                    arena.nextCycle();
                    compare(arena);
                }
            }
            assertThat(arena.counters().regionsAdded()).as("the arena grew").isGreaterThan(2);
            while (!model.isEmpty()) {
                free(arena, anyBlock(random));
            }
            compare(arena);
            Arenas.await("what was asked for", () -> {
                arena.nextCycle();
                return arena.counters().regions() == 1
                        && arena.counters().mappedBytes() == 2 * Arenas.REGION_BYTES;
            });
            assertThat(arena.counters().regionsReturned()).isEqualTo(arena.counters().regionsAdded() - 1);
        }
    }

    private void allocate(final NativeArena arena, final Random random) {
        final int bytes = size(arena, random);
        final long address = arena.allocate(bytes);
        if (address == 0) {
            return;
        }
        final int capacity = arena.capacity(address);
        assertThat(capacity).isGreaterThanOrEqualTo(bytes);
        assertThat(address % (bytes > 48 ? 64 : 16)).as("alignment of %d bytes", bytes).isZero();
        final Map.Entry<Long, Block> before = model.lowerEntry(address);
        if (before != null) {
            assertThat(before.getKey() + before.getValue().capacity()).isLessThanOrEqualTo(address);
        }
        final Long after = model.ceilingKey(address);
        assertThat(after == null || after >= address + capacity).as("no overlap with the next block").isTrue();

        final byte pattern = (byte) random.nextInt();
        ArenaView.wrap(view, address, capacity);
        view.setMemory(0, capacity, pattern);
        model.put(address, new Block(bytes, capacity, pattern, bytes > 48 ? arena.handle(address) : 0));
        modelBytes += capacity;
    }

    private void free(final NativeArena arena, final long address) {
        final Block block = model.remove(address);
        modelBytes -= block.capacity();
        ArenaView.wrap(view, address, block.capacity());
        for (int i = 0; i < block.capacity(); i++) {
            if (view.getByte(i) != block.pattern()) {
                assertThat(view.getByte(i)).as("byte %d of %s", i, block).isEqualTo(block.pattern());
            }
        }
        if (block.handle() != 0) {
            assertThat(arena.address(block.handle())).isEqualTo(address);
        }
        arena.free(address);
    }

    private void compare(final NativeArena arena) {
        assertThat(arena.counters().liveBlocks()).isEqualTo(model.size());
        assertThat(arena.counters().liveBytes()).isEqualTo(modelBytes);
        assertThat(arena.counters().regions()).isBetween(1, REGION_LIMIT);
    }

    private long anyBlock(final Random random) {
        final long from = model.firstKey();
        final long to = model.lastKey();
        return model.ceilingKey(from + (long) (random.nextDouble() * (to - from)));
    }

    private static int size(final NativeArena arena, final Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> 1 + random.nextInt(64);
            case 1 -> 16_000 + random.nextInt(64_000);
            case 2 -> random.nextInt(50) == 0 ? arena.blockBytesMax() : 300_000;
            default -> 1 + random.nextInt(6_000);
        };
    }
}
