package io.ironhoard.perf.bench.arena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class ArenaBenchTest {
    @Test
    void shouldTimeEveryCallCompareEveryBlockAndGrow() throws Exception {
        final int operations = 20_000;
        final List<String> progress = new ArrayList<>();
        final ArenaBenchReport report =
                new ArenaBench(new ArenaBenchOptions(operations, 1_000, 1, 200_000, 7), progress::add).run();

        assertThat(report.isSound()).isTrue();
        assertThat(progress).hasSizeGreaterThan(3);
        assertThat(report.toLines()).hasSizeGreaterThan(8);
        final JsonNode json = JsonMapper.builder().build().readTree(report.toJson());
        assertThat(json.path("operations").asLong()).isEqualTo(operations);
        assertThat(json.path("region_bytes").asLong()).isEqualTo(64L << 20);
        assertThat(json.path("growth_regions").asInt()).isEqualTo(2);
        assertThat(json.path("regions_left").asInt()).isEqualTo(1);
        assertThat(json.path("corrupted").asInt(-1)).isZero();
        assertThat(json.path("verified").asLong())
                .isGreaterThanOrEqualTo(json.path("growth_blocks").asLong() + json.path("live_blocks").asLong());
        assertThat(json.path("live_bytes").asLong()).isBetween(1_000_000L, json.path("mapped_bytes").asLong());
        for (final String name : List.of("alloc_ns", "free_ns", "timer_floor_ns", "growth_us", "growth_floor_us")) {
            assertThat(json.path(name).path("p999").asDouble())
                    .as(name)
                    .isPositive()
                    .isGreaterThanOrEqualTo(json.path(name).path("p50").asDouble());
        }
        assertThat(json.path("features")).hasSize(5);
    }

    @Test
    void shouldRefuseToMeasureNothingOrTooMuch() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ArenaBenchOptions(0, 1, 1, 1, 1))
                .withMessageContaining("operations of 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new ArenaBenchOptions(1, 1, 1_000, 1, 1))
                .withMessageContaining("growth regions");
    }
}
