package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A dispatcher without a collector, for as many moves as a build has time for. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class EpsilonIT {
    private static final int MOVES = 200_000;
    private static final long HEAP_BYTES = 64L << 20;

    @Test
    void shouldMoveOnASmallHeapOfWhichNothingIsCollected(@TempDir final Path home) throws Exception {
        try (CommandProcess bench = CommandProcess.start(
                home, "bench", "epsilon", "--json", "--moves", Integer.toString(MOVES), "--matches", "100",
                "--set", "ironhoard.ipc.term.bytes=2097152")) {
            final JsonNode report = Json.MAPPER.readTree(bench.awaitLine("{"));
            assertThat(bench.awaitExit()).isEqualTo(ExitCode.DONE);

            assertThat(report.path("moves").asInt()).isEqualTo(MOVES);
            assertThat(report.path("matches").asInt()).isEqualTo(100);
            assertThat(report.path("heads_verified").asInt()).isEqualTo(100);
            assertThat(report.path("gc_count").asInt(-1)).isZero();
            assertThat(report.path("heap_used_end_bytes").asLong())
                    .isBetween(report.path("heap_used_start_bytes").asLong(), HEAP_BYTES);
        }
    }

    @Test
    void shouldFailWhereTheDispatcherDies(@TempDir final Path home) {
        try (CommandProcess bench = CommandProcess.start(
                home, "bench", "epsilon", "--moves", "1000000000", "--matches", "100",
                "--set", "ironhoard.ipc.term.bytes=2097152")) {
            Await.until("the first moves", Duration.ofSeconds(60),
                    () -> bench.err().contains("moves to make") ? bench : null);
            assertThat(dispatcher().destroyForcibly()).isTrue();

            assertThat(bench.awaitExit()).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(bench.err()).contains("FAULT");
        }
    }

    /** The child of the command, which is a child of this process. */
    private static ProcessHandle dispatcher() {
        return ProcessHandle.current()
                .children()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow();
    }
}
