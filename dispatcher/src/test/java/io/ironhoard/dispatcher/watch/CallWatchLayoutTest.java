package io.ironhoard.dispatcher.watch;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

import static org.assertj.core.api.Assertions.assertThat;

/** What shard and watchdog share costs the shard a cache line only when the watchdog looks or calls out. */
final class CallWatchLayoutTest {
    /** Processors fetch lines in pairs. */
    private static final int TWO_LINES = 128;

    @Test
    void shouldKeepTheWordsOfBothSidesTwoLinesApart() {
        final int shardsEnd = CallWatch.CALLS + Long.BYTES;

        assertThat(CallWatch.CALL).as("after the array's own head").isGreaterThanOrEqualTo(TWO_LINES);
        assertThat(CallWatch.OVERRUN - shardsEnd).isGreaterThanOrEqualTo(TWO_LINES);
        assertThat(CallWatch.LENGTH - CallWatch.OVERRUN - Long.BYTES).isGreaterThanOrEqualTo(TWO_LINES);
    }

    @Test
    void shouldWriteNothingIntoTheObjectThatBothRead() {
        // Its fields are set at the start; each of a call's words is in the padded array.
        assertThat(ClassLayout.parseClass(CallWatch.class).fields())
                .extracting(FieldLayout::name)
                .containsExactlyInAnyOrderElementsOf(List.of("words", "rulesIds", "thread"));
    }
}
