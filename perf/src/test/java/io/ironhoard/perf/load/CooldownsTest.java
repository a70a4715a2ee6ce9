package io.ironhoard.perf.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who waits for a cool-down, soonest first. */
final class CooldownsTest {
    @Test
    void shouldGiveEverybodyOnceInTheOrderOfTheirTimes() {
        final SplittableRandom random = new SplittableRandom(4);
        final long[] times = random.longs(500, Long.MAX_VALUE - 1_000, Long.MAX_VALUE).toArray();
        for (int i = 0; i < times.length; i += 2) {
            times[i] += 2_000; // the clock may pass from the highest number to the lowest
        }
        final Cooldowns cooldowns = new Cooldowns(times.length);
        for (int actor = 0; actor < times.length; actor++) {
            cooldowns.add(actor, times[actor]);
            cooldowns.add(actor, times[actor] - 5_000);
        }
        final List<Integer> taken = new ArrayList<>();
        while (!cooldowns.isEmpty()) {
            final long nextNs = cooldowns.nextNs();
            taken.add(cooldowns.take());
            assertThat(times[taken.getLast()]).isEqualTo(nextNs);
        }
        final long first = Arrays.stream(times).filter(time -> time > 0).min().orElseThrow();
        assertThat(taken).isSortedAccordingTo(Comparator.comparingLong(actor -> times[actor] - first));
        assertThat(taken).containsExactlyInAnyOrderElementsOf(IntStream.range(0, times.length).boxed().toList());
    }

    @Test
    void shouldTakeAnActorAgainOnceItWasGiven() {
        final Cooldowns cooldowns = new Cooldowns(2);
        cooldowns.add(1, 20);
        assertThat(cooldowns.take()).isEqualTo(1);
        cooldowns.add(1, 30);
        cooldowns.add(0, 25);
        assertThat(cooldowns.take()).isZero();
        assertThat(cooldowns.take()).isEqualTo(1);
        assertThat(cooldowns.isEmpty()).isTrue();
    }
}
