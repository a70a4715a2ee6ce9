package io.ironhoard.perf.attack.shard;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of the campaign {@code attack shard}: what it finds wrong it throws. */
final class ShardFuzzTest {
    private static final int FRAMES = 100_000;

    @Test
    void shouldRefuseEveryAttackAtItsStageAndChangeNothing() {
        final FuzzReport report = new ShardFuzz(20_261_121).run(FRAMES, count -> {});

        assertThat(report.faults()).isEmpty();
        assertThat(report.accepted()).isGreaterThan(FRAMES / 10);
        assertThat(report.duplicates()).isPositive();
        assertThat(report.unreadable()).isPositive();
    }

    @Test
    void shouldDoTheSameAgainForTheSameSeed() {
        final FuzzReport one = new ShardFuzz(7).run(5_000, count -> {});
        final FuzzReport other = new ShardFuzz(7).run(5_000, count -> {});

        assertThat(one.codes()).isEqualTo(other.codes());
        assertThat(one.accepted()).isEqualTo(other.accepted());
    }
}
