package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many matches at once, and many one after the other. */
final class ArenaEnduranceTest {
    private static final int MILLION = 1_000_000;
    private static final int SMALL_MATCH = 1_500;
    private static final int LIVE = 3_000;
    private static final int DAYS = 4;
    private static final int DAY = 500_000;

    @Test
    void shouldHoldAMillionSmallMatchesInTwentyFiveRegions() {
        // Not filled and never written to: only the page tables become memory.
        final ArenaOptions options = ArenaOptions.defaults()
                .withRegions(RegionOptions.defaults().withPages(false, false, false))
                .withLimit(25, 1)
                .withChecked(false);
        final int[] handles = new int[MILLION];
        try (RegionSupplier supplier = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(options, supplier)) {
            arena.start();
            long highest = 0;
            for (int i = 0; i < MILLION; i++) {
                final long match = Arenas.allocate(arena, SMALL_MATCH);
                assertThat(match != 0).isTrue();
                handles[i] = arena.handle(match);
                assertThat(handles[i] > 0 && arena.address(handles[i]) == match).isTrue();
                highest = Math.max(highest, handles[i]);
            }
            assertThat(arena.counters().regions()).isEqualTo(25);
            assertThat(arena.counters().liveBlocks()).isEqualTo(MILLION);
            assertThat(highest).isLessThan(25L << 20);
        }
    }

    @Test
    void shouldStayAsLargeAsItIsWhileMatchesComeAndGo() {
        final SplittableRandom random = new SplittableRandom(3);
        final long[] matches = new long[LIVE];
        try (RegionSupplier supplier = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(Arenas.small(64).withChecked(false), supplier)) {
            arena.start();
            for (int i = 0; i < LIVE; i++) {
                matches[i] = Arenas.allocate(arena, size(random, 0));
            }
            final int[] regionsAtDayEnd = new int[DAYS];
            for (int day = 0; day < DAYS; day++) {
                for (int i = 0; i < DAY; i++) {
                    final int place = random.nextInt(LIVE);
                    arena.free(matches[place]);
                    // The games that people play change over the day, and so do the lengths.
                    matches[place] = Arenas.allocate(arena, size(random, i * 8 / DAY));
                    arena.nextCycle();
                }
                regionsAtDayEnd[day] = arena.counters().regions();
            }
            assertThat(arena.counters().liveBlocks()).isEqualTo(LIVE);
            for (final int regions : regionsAtDayEnd) {
                assertThat(regions).as("%s", (Object) regionsAtDayEnd).isLessThanOrEqualTo(regionsAtDayEnd[0] + 1);
            }
            for (final long match : matches) {
                arena.free(match);
            }
            assertThat(arena.counters().liveBytes()).isZero();
            assertThat(arena.counters().regions()).isEqualTo(1);
        }
    }

    /** Eight games of two lengths each, of which the hour's is played as often as all others together. */
    private static int size(final SplittableRandom random, final int hour) {
        final int game = random.nextBoolean() ? hour : random.nextInt(8);
        return 1_000 + 450 * game + (random.nextBoolean() ? 300 : 0);
    }
}
