package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code bench shard} end to end, with few moves: what it measures is checked, its figures are not. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class BenchIT {
    private static final List<String> TIMES = List.of("p50", "p99", "p999", "max");

    @ParameterizedTest
    @CsvSource({"treasure-hunt,10,auto", "chess,10,jdk", "treasure-hunt,1,jdk"})
    void shouldVerifyEveryMoveOfAShortRun(
            final String game, final int matches, final String hash, @TempDir final Path home) throws Exception {
        final Path flame = home.resolve("flame.html");
        try (CommandProcess bench = CommandProcess.start(
                home, "bench", "shard", "--json", "--game", game, "--matches", Integer.toString(matches), "--hash",
                hash,
                "--profile", "shared", "--moves", "5000", "--runs", "1", "--seconds", "0.05",
                "--flame", flame.toString(), "--set", "ironhoard.ipc.term.bytes=2097152")) {
            final JsonNode report = Json.MAPPER.readTree(bench.awaitLine("{"));
            assertThat(bench.awaitExit()).isEqualTo(ExitCode.DONE);

            assertThat(flame).content().contains("shard-0");
            assertThat(report.path("game").asText()).isEqualTo(game);
            assertThat(report.path("moves").asInt()).isEqualTo(5_000);
            assertThat(report.path("matches").asInt()).isEqualTo(matches);
            assertThat(report.path("durability").asText()).isEqualTo("memory");
            assertThat(report.path("hash").asText()).isIn("native", "jdk");
            assertThat(report.path("heads_verified").asInt()).isGreaterThanOrEqualTo(matches);
            assertThat(report.path("moves_per_s").asLong()).isPositive();
            assertThat(report.path("sha_bound_moves_per_s").asLong()).isPositive();
            assertThat(report.path("ratio_sha_bound").isNumber()).isTrue();
            assertThat(report.path("ipc_echo_per_s").asLong()).isPositive();
            assertThat(report.path("recorded_echo_per_s").isNull()).isTrue();
            assertThat(report.path("ratio_recorded_echo").isNull()).isTrue();
            assertThat(report.path("alloc_bytes_per_move").isNumber()).isTrue();
            assertThat(report.path("gc_count").isInt()).isTrue();
            assertThat(TIMES).allSatisfy(name -> {
                assertThat(report.path("rtt_us").path(name).asDouble()).isPositive();
                assertThat(report.path("echo_rtt_us").path(name).asDouble()).isPositive();
            });
        }
    }

    @Test
    void shouldMeasureThePiecesThatAreAskedFor(@TempDir final Path home) throws Exception {
        try (CommandProcess bench =
                CommandProcess.start(home, "bench", "pieces", "--filter", "frameBounds", "--json")) {
            final JsonNode report = Json.MAPPER.readTree(bench.awaitLine("{"));
            assertThat(bench.awaitExit()).isEqualTo(ExitCode.DONE);

            assertThat(report.path("pieces")).hasSize(1);
            assertThat(report.path("pieces").path(0).path("piece").asText()).isEqualTo("frameBounds");
            assertThat(report.path("pieces").path(0).path("ns").asDouble()).isPositive();
        }
    }
}
