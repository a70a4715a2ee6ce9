package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code profile} of a running server, whose one shard spins so that there is something to see. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProfileIT {
    private Path home;
    private RunningServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    void start(@TempDir final Path temporary) {
        home = temporary;
        final BitSet cores = CoreAffinity.host().map(CoreAffinity::allowed).orElseGet(BitSet::new);
        Assumptions.assumeFalse(cores.isEmpty(), "this system pins no threads");
        server = RunningServer.start(home.resolve("data"), Map.of(
                "ironhoard.shard.core.claims.dir", home.resolve("cores").toString(),
                "ironhoard.shard.count", "1", "ironhoard.shard.profile", "dedicated",
                "ironhoard.shard.cores", Integer.toString(cores.nextSetBit(0))));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldShowWhereAShardSpendsItsTime() throws IOException {
        final Path out = folder.resolve("flame.html");
        final CommandProcess profile = profile("--out", out.toString());

        Assumptions.assumeFalse(profile.err().contains("Flight Recorder is used instead"), profile.err());
        final JsonNode json = Json.MAPPER.readTree(profile.out());
        assertThat(json.path("event").asText()).isIn("cpu", "ctimer", "itimer");
        assertThat(json.path("kernel_stacks").isBoolean()).isTrue();
        assertShows(json, out);
        assertThat(server.lines()).noneMatch(line -> line.contains("WARNING"));
    }

    @Test
    void shouldDoWithTheJdkAlone() throws IOException {
        final Path out = folder.resolve("flame.html");
        final JsonNode json = Json.MAPPER.readTree(profile("--jfr", "--out", out.toString()).out());

        assertThat(json.path("event").asText()).isEqualTo("jdk.ExecutionSample");
        assertThat(json.path("kernel_stacks").asBoolean(true)).isFalse();
        assertShows(json, out);
    }

    @Test
    void shouldSayWhatCannotBeProfiled() throws IOException {
        assertRefuses(ExitCode.USAGE, "--shard 1: there are 0..0", "--shard", "1");
        assertRefuses(ExitCode.USAGE, "--seconds 0", "--seconds", "0");
        assertRefuses(ExitCode.USAGE, "x.html cannot be written", "--out", folder.resolve("none/x.html").toString());
        try (CommandProcess elsewhere = CommandProcess.start(folder, "profile")) {
            assertThat(elsewhere.awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(elsewhere.err()).contains("no dispatcher runs on " + folder.resolve("data"));
        }
    }

    private void assertShows(final JsonNode json, final Path out) throws IOException {
        assertThat(json.path("file").asText()).isEqualTo(out.toString());
        assertThat(json.path("samples").asLong()).isPositive();
        assertThat(json.path("shares").path("hash").isNumber()).isTrue();
        assertThat(Files.readString(out)).startsWith("<!DOCTYPE html>").contains("shard-0", "AgentRunner.doWork");
        try (Stream<Path> left = Files.list(server.layout().run())) {
            assertThat(left).as("files of a profile that has ended")
                    .noneMatch(file -> file.getFileName().toString().startsWith("profile-"));
        }
    }

    private void assertRefuses(final int status, final String sentence, final String... options) {
        final CommandProcess profile = run(options);
        assertThat(profile.awaitExit()).as(profile.toString()).isEqualTo(status);
        assertThat(profile.err()).contains(sentence).doesNotContain("\tat ");
    }

    private CommandProcess profile(final String... options) {
        final List<String> all = new ArrayList<>(List.of("--json", "--seconds", "1"));
        all.addAll(List.of(options));
        final CommandProcess profile = run(all.toArray(String[]::new));
        assertThat(profile.awaitExit()).as(profile.toString()).isEqualTo(ExitCode.DONE);
        return profile;
    }

    private CommandProcess run(final String... options) {
        final List<String> arguments = new ArrayList<>(List.of("profile"));
        arguments.addAll(List.of(options));
        return CommandProcess.start(home, arguments.toArray(String[]::new));
    }
}
