package io.ironhoard.perf.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When deeds are due, by a clock that is stepped. */
final class ScheduleTest {
    private static final long START = 5_000_000_000L;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<long[]> done = new ArrayList<>();

    @Test
    void shouldSpreadActorsEvenlyOverOnePeriodAndKeepEachToItsPeriod() {
        final Schedule schedule = new Schedule(8, 2, 3, 1);
        schedule.begin(START);
        final Set<Long> phases = new HashSet<>();
        for (int actor = 0; actor < 8; actor++) {
            final long phase = schedule.intendedNs(actor, 0) - START;
            phases.add(phase);
            assertThat(schedule.intendedNs(actor, 1) - START - phase).isEqualTo(SECOND / 2);
            assertThat(schedule.intendedNs(actor, 2) - START - phase).isEqualTo(SECOND);
        }
        assertThat(phases).containsExactlyInAnyOrder(
                0L, SECOND / 16, SECOND / 8, 3 * SECOND / 16, SECOND / 4, 5 * SECOND / 16, 3 * SECOND / 8,
                7 * SECOND / 16);
    }

    @Test
    void shouldReleaseEachDeedOnceAtItsTimeAndNotBefore() {
        final Schedule schedule = new Schedule(5, 1, 4, 7);
        schedule.begin(START);
        final Map<Integer, Long> next = new HashMap<>();
        for (long now = START - SECOND; !schedule.isOver(); now += SECOND / 100) {
            done.clear();
            final long time = now;
            schedule.release(now, (actor, deed) -> {
                assertThat(schedule.intendedNs(actor, deed)).isBetween(time - SECOND / 100 + 1, time);
                assertThat(deed).isEqualTo(next.merge(actor, 1L, Long::sum) - 1);
                assertThat(schedule.released(actor)).isEqualTo(deed + 1);
            });
        }
        assertThat(next).hasSize(5).allSatisfy((actor, deeds) -> assertThat(deeds).isEqualTo(4));
    }

    @Test
    void shouldReleaseWhatAStalledClockHeldUpAtTheTimesThatWereIntended() {
        final Schedule schedule = new Schedule(3, 10, 10, 3);
        schedule.begin(START);
        schedule.release(START + SECOND, (actor, deed) -> done.add(new long[] {actor, deed}));
        assertThat(done).hasSize(30);
        assertThat(done.stream().map(each -> schedule.intendedNs((int) each[0], each[1]))).isSorted()
                .allMatch(intended -> intended < START + SECOND);
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void shouldReleaseNothingAfterItWasStopped() {
        final Schedule schedule = new Schedule(3, 1, 10, 3);
        schedule.begin(START);
        schedule.release(START, (actor, deed) -> done.add(new long[] {actor, deed}));
        schedule.stop();
        schedule.release(START + 100 * SECOND, (actor, deed) -> done.add(new long[] {actor, deed}));
        assertThat(done).hasSize(1);
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void shouldDrawTheOrderOfActorsFromTheSeed() {
        assertThat(order(1)).isEqualTo(order(1)).isNotEqualTo(order(2));
    }

    private static List<Integer> order(final long seed) {
        final Schedule schedule = new Schedule(50, 1, 1, seed);
        final List<Integer> order = new ArrayList<>();
        schedule.begin(START);
        schedule.release(START + SECOND, (actor, deed) -> order.add(actor));
        return order;
    }
}
