package io.ironhoard.arena;

import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

import static org.assertj.core.api.Assertions.assertThat;

/** What the owner writes all the time shares no cache line with what another thread writes. */
final class CountersLayoutTest {
    private static final int LINE = 64;
    /** Processors fetch lines in pairs. */
    private static final int TWO_LINES = 2 * LINE;

    @Test
    void shouldKeepTheOwnersNumbersTwoLinesFromEverythingElse() {
        assertThat(OwnerCounters.LIVE_BYTES * Long.BYTES).isGreaterThanOrEqualTo(TWO_LINES);
        assertThat((OwnerCounters.LENGTH - OwnerCounters.SCRATCH_BYTES_MAX - 1) * Long.BYTES)
                .isGreaterThanOrEqualTo(TWO_LINES);
        assertThat(ClassLayout.parseClass(OwnerCounters.class).fields())
                .as("numbers of the owner outside the padded array")
                .noneMatch(field -> field.typeClass().equals("long"));
        assertThat(ClassLayout.parseClass(AtomicLongArray.class).fields())
                .extracting(FieldLayout::name)
                .containsExactly("array");
    }

    @Test
    void shouldKeepTheEndsOfTheHandOverOnLinesOfTheirOwn() {
        // Both are written once a region, not once a match: a line each is enough.
        final ClassLayout queue = ClassLayout.parseClass(OneToOneConcurrentArrayQueue.class);

        assertThat(Math.abs(offset(queue, "head") - offset(queue, "tail"))).isGreaterThanOrEqualTo(LINE);
    }

    private static long offset(final ClassLayout layout, final String name) {
        return layout.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
    }
}
