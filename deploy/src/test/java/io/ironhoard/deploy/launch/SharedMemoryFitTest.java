package io.ironhoard.deploy.launch;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SharedMemoryFitTest {
    private static final long MIB = 1024 * 1024;
    private static final String TERM = "ironhoard.ipc.term.bytes";
    private static final String GATEWAYS = "ironhoard.gateway.count.max";

    @Test
    void shouldLeaveTheDefaultsWhereTheyFit() {
        assertThat(SharedMemoryFit.smaller(Map.of(), Map.of(), 4_096 * MIB)).isEmpty();
    }

    @Test
    void shouldFitAContainersSharedMemory() {
        final Map<String, String> further = SharedMemoryFit.smaller(Map.of(), Map.of(), 64 * MIB).orElseThrow();

        assertThat(further).containsEntry(GATEWAYS, "2").containsKey(TERM);
        assertThat(SharedMemoryFit.smaller(further, Map.of(), 64 * MIB)).isEmpty();
        // The largest that fit: with the next power of two they would not.
        final String larger = Integer.toString(2 * Integer.parseInt(further.get(TERM)));
        assertThat(SharedMemoryFit.smaller(Map.of(GATEWAYS, "2"), Map.of(), 64 * MIB).orElseThrow())
                .containsEntry(TERM, further.get(TERM)).doesNotContainValue(larger);
    }

    @Test
    void shouldLeaveWhatSomebodyHasSet() {
        assertThat(SharedMemoryFit.smaller(Map.of(TERM, "8388608"), Map.of(), 64 * MIB)).isEmpty();
        assertThat(SharedMemoryFit.smaller(Map.of(), Map.of("IRONHOARD_IPC_TERM_BYTES", "8388608"), 64 * MIB))
                .isEmpty();
        assertThat(
                SharedMemoryFit.smaller(Map.of(), Map.of("IRONHOARD_GATEWAY_COUNT_MAX", "3"), 64 * MIB).orElseThrow())
                .containsOnlyKeys(TERM);
    }

    @Test
    void shouldGiveUpWhereNothingFits() {
        assertThat(SharedMemoryFit.smaller(Map.of(), Map.of(), 8 * MIB)).isEmpty();
    }
}
