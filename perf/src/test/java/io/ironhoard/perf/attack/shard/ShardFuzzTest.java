package io.ironhoard.perf.attack.shard;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of the campaign {@code attack shard}: what it finds wrong it throws. */
final class ShardFuzzTest {
    private static final int FRAMES = 100_000;
    private static final long HEAP_GROWTH_MAX = 32L * 1024 * 1024;

    @Test
    void shouldRefuseEveryAttackAtItsStageAndChangeNothing() {
        final FuzzReport report = new ShardFuzz(20_261_121).run(FRAMES, count -> {});

        for (int group = 1; group <= 6; group++) {
            assertThat(report.group(group)).as("refusals with %dxx", group).isGreaterThan(FRAMES / 100);
        }
        assertThat(report.accepted()).isGreaterThan(FRAMES / 10);
        assertThat(report.duplicates()).isPositive();
        assertThat(report.unreadable()).isPositive();
        assertThat(report.heapBytesAtEnd() - report.heapBytes()).isLessThan(HEAP_GROWTH_MAX);
    }

    @Test
    void shouldDoTheSameAgainForTheSameSeed() {
        final FuzzReport one = new ShardFuzz(7).run(5_000, count -> {});
        final FuzzReport other = new ShardFuzz(7).run(5_000, count -> {});

        assertThat(one.codes()).isEqualTo(other.codes());
        assertThat(one.accepted()).isEqualTo(other.accepted());
    }
}
