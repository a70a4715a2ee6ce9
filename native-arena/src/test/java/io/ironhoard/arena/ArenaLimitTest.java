package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionSupplier;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class ArenaLimitTest {
    private static final int LIMIT = 3;
    private static final int BLOCK = 2_000;

    private final Deque<Long> blocks = new ArrayDeque<>();
    private RegionSupplier supplier;
    private NativeArena arena;

    @BeforeEach
    void startArena() {
        supplier = RegionSupplier.start("regions");
        arena = NativeArena.create(Arenas.small(LIMIT), supplier);
        arena.start();
    }

    @AfterEach
    void closeArena() {
        arena.close();
        supplier.close();
    }

    @Test
    void shouldGrowByOneRegionAtATimeUpToItsLimitAndThenAnswerZero() {
        fill();

        final ArenaCounters counters = arena.counters();
        assertThat(counters.regions()).isEqualTo(LIMIT);
        assertThat(counters.regionsAdded()).isEqualTo(LIMIT);
        assertThat(arena.isAtLimit()).isTrue();
        assertThat(counters.refusedAtLimit()).isPositive();
        assertThat(counters.liveBytes()).isGreaterThan(LIMIT * Arenas.REGION_BYTES * 9 / 10);
        assertThat(counters.mappedBytes()).isEqualTo((LIMIT + 1) * Arenas.REGION_BYTES);
        assertThat(arena.allocate(BLOCK)).isZero();
        assertThat(arena.allocate(arena.blockBytesMax())).isZero();
    }

    @Test
    void shouldUseFreedMemoryAgainAtTheLimit() {
        fill();
        final int most = blocks.size();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < most / 2; i++) {
                arena.free(blocks.removeFirst());
            }
            fill();
            assertThat(blocks).hasSize(most);
        }
        assertThat(arena.counters().liveBytesMax()).isEqualTo(arena.counters().liveBytes());
    }

    @Test
    void shouldGiveEmptyRegionsBackButForOne() {
        fill();
        while (!blocks.isEmpty()) {
            arena.free(blocks.removeFirst());
        }

        assertThat(arena.counters().regions()).isEqualTo(1);
        assertThat(arena.counters().regionsReturned()).isEqualTo(LIMIT - 1);
        Arenas.await("unmapping", () -> arena.counters().mappedBytes() == 2 * Arenas.REGION_BYTES);
        fill();
        assertThat(arena.counters().regions()).isEqualTo(LIMIT);
    }

    @Test
    void shouldKeepTheSpareWhileABlockComesAndGoes() {
        fill();
        while (arena.counters().regions() == LIMIT) {
            arena.free(blocks.removeLast());
        }
        while (!blocks.isEmpty()) {
            arena.free(blocks.removeFirst());
        }
        Arenas.await("unmapping", () -> arena.counters().mappedBytes() == 2 * Arenas.REGION_BYTES);
        final long added = arena.counters().regionsAdded();

        for (int i = 0; i < 10_000; i++) {
            arena.free(arena.allocate(BLOCK));
            arena.nextCycle();
        }

        assertThat(arena.counters().regionsAdded()).isEqualTo(added);
    }

    @Test
    void shouldHaveTheNextRegionBeforeItIsNeeded() {
        // Too little of the first region is left: the second is asked for, and this block needs none of it.
        assertThat(arena.allocate((int) Arenas.REGION_BYTES * 5 / 8)).isNotZero();
        Arenas.await("the spare", () -> arena.counters().mappedBytes() == 3 * Arenas.REGION_BYTES);

        assertThat(arena.allocate((int) Arenas.REGION_BYTES / 2)).isNotZero();
        assertThat(arena.counters().refusedWhileGrowing()).isZero();
    }

    @Test
    void shouldRefuseLengthsThatNoBlockHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(arena.blockBytesMax() + 1))
                .withMessageContaining("blocks of 1 to " + arena.blockBytesMax());
        assertThat(arena.blockBytesMax()).isGreaterThan((int) Arenas.REGION_BYTES * 14 / 16);
        assertThat(arena.allocate(arena.blockBytesMax())).isNotZero();
    }

    @Test
    void shouldGiveScratchMemoryForOneCycle() {
        final long first = arena.scratch(100);
        final long second = arena.scratch(1);

        assertThat(first % 8).isZero();
        assertThat(second).isEqualTo(first + 104);
        assertThat(arena.scratch(4096)).isZero();
        arena.nextCycle();
        assertThat(arena.scratch(4096)).isEqualTo(first);
        assertThat(arena.counters().scratchBytesMax()).isEqualTo(112);
    }

    @Test
    void shouldGoFromInitToLiveToClosedAndNeverBack() {
        final NativeArena other = NativeArena.create(Arenas.small(1), supplier);
        assertThat(other.state()).isEqualTo(ArenaState.INIT);
        other.start();
        assertThat(other.state()).isEqualTo(ArenaState.LIVE);
        assertThatIllegalStateException().isThrownBy(other::start);
        other.allocate(100);
        other.close();
        other.close();

        assertThat(other.state()).isEqualTo(ArenaState.CLOSED);
        assertThat(other.counters().mappedBytes()).isZero();
        assertThat(other.counters().liveBytes()).isZero();
        assertThatIllegalStateException().isThrownBy(other::start);
    }

    @Test
    void shouldAnswerZeroBeforeTheStartAndAfterTheEndWhereNothingIsChecked() {
        final NativeArena other = NativeArena.create(Arenas.small(1).withChecked(false), supplier);
        assertThat(other.allocate(100)).isZero();
        other.start();
        assertThat(other.allocate(100)).isNotZero();
        other.close();
        assertThat(other.allocate(100)).isZero();
        assertThat(other.scratch(8)).isZero();
        other.nextCycle();
    }

    private void fill() {
        for (long block = Arenas.allocate(arena, BLOCK); block != 0; block = Arenas.allocate(arena, BLOCK)) {
            blocks.add(block);
        }
    }
}
