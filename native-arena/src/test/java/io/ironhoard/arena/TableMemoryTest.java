package io.ironhoard.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class TableMemoryTest {
    @ParameterizedTest
    @ValueSource(longs = {64, 4096, (2 << 20) - 64, 2 << 20, (2 << 20) + 64, 9 << 20})
    void shouldGiveZeroedMemoryThatCanBeWrittenToItsEnd(final long bytes) {
        final MemorySegment memory = TableMemory.allocate(bytes, 64);

        assertThat(memory.address() % 64).isZero();
        assertThat(memory.byteSize()).isGreaterThanOrEqualTo(bytes);
        for (long at = 0; at < bytes; at += Long.BYTES) {
            if (memory.get(ValueLayout.JAVA_LONG, at) != 0) {
                throw new AssertionError("byte " + at + " is not zero");
            }
            memory.set(ValueLayout.JAVA_LONG, at, at);
        }
        assertThat(memory.get(ValueLayout.JAVA_LONG, bytes - Long.BYTES)).isEqualTo(bytes - Long.BYTES);
    }
}
