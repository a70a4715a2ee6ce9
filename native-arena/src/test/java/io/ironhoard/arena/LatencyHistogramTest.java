package io.ironhoard.arena;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void shouldAnswerPercentilesWithinABucketOfTheTrueOnes() {
        final Random random = new Random(7);
        final long[] durations = new long[100_000];
        for (int i = 0; i < durations.length; i++) {
            durations[i] = (long) Math.exp(random.nextDouble() * 20);
            histogram.record(durations[i]);
        }
        Arrays.sort(durations);

        assertThat(histogram.count()).isEqualTo(durations.length);
        for (final double percent : new double[] {0, 1, 50, 90, 99, 99.9, 100}) {
            final int index = Math.max(1, (int) Math.ceil(durations.length * percent / 100)) - 1;
            assertThat(histogram.percentileNs(percent))
                    .as("%s %%", percent)
                    .isBetween(durations[index], durations[index] + durations[index] / 16);
        }
    }

    @Test
    void shouldCountWhatIsNegativeAsNothingAndWhatIsTooLongAsTheLongest() {
        assertThat(histogram.percentileNs(99)).isZero();
        histogram.record(-5);
        assertThat(histogram.percentileNs(100)).isZero();
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.percentileNs(100)).isEqualTo((1L << 40) - 1);
    }
}
