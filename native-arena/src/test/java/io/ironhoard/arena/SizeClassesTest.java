package io.ironhoard.arena;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SizeClassesTest {
    private static final int PAGE_BYTES = 64 << 10;
    private static final int LINE = 64;

    private final SizeClasses classes = new SizeClasses(PAGE_BYTES);

    @Test
    void shouldChooseTheShortestSlotForEveryLength() {
        for (int bytes = 1; bytes <= classes.bytesMax(); bytes++) {
            int shortest = 0;
            while (classes.bytes(shortest) < bytes) {
                shortest++;
            }
            assertThat(SizeClasses.indexOf(bytes)).as("%d bytes", bytes).isEqualTo(shortest);
        }
    }

    @Test
    void shouldGrowByAtLeastFourStepsForEachPowerOfTwoFromACacheLineOn() {
        for (int index = SizeClasses.indexOf(1024) + 1; index < classes.count(); index++) {
            final int previous = classes.bytes(index - 1);
            assertThat(classes.bytes(index) - previous).as("after %d", previous).isPositive()
                    .isLessThanOrEqualTo(previous / 8);
        }
        assertThat(classes.bytesMax()).isBetween(3 * PAGE_BYTES, 4 * PAGE_BYTES);
    }

    @Test
    void shouldWasteAsLittleAsTheTableSays() {
        for (int bytes = 1; bytes <= classes.bytesMax(); bytes++) {
            final int waste = classes.bytes(SizeClasses.indexOf(bytes)) - bytes;
            final int most = bytes <= 48 ? 15 : bytes <= 960 ? 63 : bytes <= 1088 ? 127 : bytes / 8;
            assertThat(waste).as("%d bytes", bytes).isBetween(0, most);
        }
    }

    @Test
    void shouldAlignSlotsToCacheLinesAndSpreadTheirFirstLinesOverAllSets() {
        for (int index = 0; index < classes.count(); index++) {
            final int bytes = classes.bytes(index);
            assertThat(bytes % (bytes < LINE ? 16 : LINE)).isZero();
            if (bytes > 1024) {
                assertThat(bytes / LINE % 2).as("lines of %d bytes", bytes).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldLeaveLittleAtTheEndOfASpan() {
        for (int index = 0; index < classes.count(); index++) {
            final int length = classes.spanPages(index) * PAGE_BYTES;
            final int used = classes.slots(index) * classes.bytes(index);
            assertThat(length - used).as("%d bytes", classes.bytes(index)).isBetween(0, length / 30);
            assertThat(classes.slots(index)).isGreaterThanOrEqualTo(8);
            assertThat(classes.spanPages(index)).isLessThanOrEqualTo(32);
        }
    }
}
