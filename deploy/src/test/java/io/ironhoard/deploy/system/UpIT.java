package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.Json;
import io.ironhoard.deploy.instance.RunningUp;
import io.ironhoard.deploy.instance.UpFiles;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code up}, {@code down} and {@code status} as a shell runs them. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class UpIT {
    @TempDir
    private Path home;

    @Test
    void shouldBecomeReadySaySoOnceAndStopInOrderOnSigterm() throws IOException {
        final Path data = home.resolve("data");
        try (CommandProcess up = up()) {
            final String ready = up.awaitLine("ready");
            assertThat(ready).contains("gRPC 127.0.0.1:", "operators 127.0.0.1:", data.toString(), "shards 2",
                    "durability memory (nothing survives a crash)", "tic-tac-toe");

            final CommandProcess status = run("status", "--json");
            assertThat(status.awaitExit()).as(status.toString()).isEqualTo(ExitCode.DONE);
            final JsonNode json = Json.MAPPER.readTree(status.out());
            assertThat(json.path("conserved").asBoolean()).isTrue();
            assertThat(json.path("shards")).hasSize(2);
            assertThat(json.path("dispatcher").path("running").asBoolean()).isTrue();

            final RunningUp description = RunningUp.read(new UpFiles(data).description()).orElseThrow();
            up.terminate();

            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.DONE);
            assertThat(up.out().lines().filter(line -> line.startsWith("ready"))).hasSize(1);
            assertThat(up.err()).containsSubsequence("matchmaking | ", "stopping", "dispatcher  | ", "stopping");
            assertThat(description.children().keySet()).containsExactlyInAnyOrder("dispatcher", "matchmaking");
            assertThat(description.children().values()).allSatisfy(
                    pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty());
            assertThat(new UpFiles(data).description()).doesNotExist();
        }
        final CommandProcess status = run("status");
        assertThat(status.awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void shouldSayWhichProcessDiedAndStopTheOther() throws IOException {
        try (CommandProcess up = up()) {
            up.awaitLine("ready");
            final RunningUp description = RunningUp.read(new UpFiles(home.resolve("data")).description()).orElseThrow();

            // Our own child, or rather its: nobody else has this id.
            ProcessHandle.of(description.children().get("dispatcher")).orElseThrow().destroyForcibly();

            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(up.err()).contains("dispatcher (pid " + description.children().get("dispatcher")
                    + ") stopped by itself: killed by signal 9");
            assertThat(ProcessHandle.of(description.children().get("matchmaking")).filter(ProcessHandle::isAlive))
                    .isEmpty();
        } finally {
            // The killed dispatcher could not, and its successor, which would, never comes to this folder.
            IoUtil.delete(new InstanceLayout(home.resolve("data")).defaultAeronDirectory().toFile(), true);
        }
    }

    @Test
    void shouldLeaveNoProcessBehindWhenTheSupervisorIsKilled() throws IOException {
        try (CommandProcess up = up()) {
            up.awaitLine("ready");
            final RunningUp description = RunningUp.read(new UpFiles(home.resolve("data")).description()).orElseThrow();

            up.kill();

            description.children().forEach((name, pid) -> Await.until(name + " has followed its supervisor",
                    Duration.ofSeconds(60),
                    () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty() ? true : null));
        }
        final CommandProcess down = run("down");
        assertThat(down.awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(down.err()).contains("no server runs on");
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CommandProcess up = up("--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(lastSentence(up)).contains(Integer.toString(taken.getLocalPort())).doesNotContain("Exception");
        }
    }

    @Test
    void shouldNameTheDurabilityThatThisBuildDoesNotHave() {
        try (CommandProcess up = up("--durability", "journal")) {
            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(lastSentence(up)).contains("journal", "not in this build yet");
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitIntoSharedMemory() {
        try (CommandProcess up = up("--shards", "64", "--set", "ironhoard.gateway.count.max=64", "--set",
                "ironhoard.ipc.term.bytes=268435456")) {
            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(lastSentence(up)).contains("bytes free, but", "ironhoard.ipc.term.bytes")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void shouldRefuseAPublicAddressWithDevelopmentKeys() {
        try (CommandProcess up = up("--bind", "0.0.0.0")) {
            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(lastSentence(up)).contains("ironhoard.grpc.bind").doesNotContain("Exception");
        }
    }

    @Test
    void shouldRunInTheBackgroundUntilItIsToldToStop() throws IOException {
        final CommandProcess up = up("--detach", "--json");
        assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.DONE);
        final JsonNode ready = Json.MAPPER.readTree(up.out());
        final UpFiles files = new UpFiles(home.resolve("data"));
        final RunningUp description = RunningUp.read(files.description()).orElseThrow();
        try {
            assertThat(description.process()).isPresent();
            assertThat(files.log()).exists();
            assertThat(ready.path("grpc").asText()).isEqualTo(description.grpc());
            assertThat(ready.path("ops").asText()).isEqualTo(description.ops());

            final CommandProcess second = up();
            assertThat(second.awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(second.err()).contains("a server runs already on " + files.dataDir());
            final CommandProcess status = run("status");
            assertThat(status.awaitExit()).as(status.toString()).isEqualTo(ExitCode.DONE);
            assertThat(status.out()).contains("every move is accounted for");
        } finally {
            final CommandProcess down = run("down");
            assertThat(down.awaitExit()).as(down.toString()).isEqualTo(ExitCode.DONE);
        }
        Await.until("the supervisor is gone", Duration.ofSeconds(10),
                () -> description.process().isEmpty() ? true : null);
        assertThat(run("down").awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
    }

    private CommandProcess up(final String... options) {
        final List<String> arguments = new ArrayList<>(List.of("up"));
        RunningServer.small(home.resolve("data")).forEach((name, value) -> arguments.addAll(
                List.of("--set", name + '=' + value)));
        if (!List.of(options).contains("--shards")) {
            arguments.addAll(List.of("--shards", "2"));
        }
        arguments.addAll(List.of(options));
        return CommandProcess.start(home, arguments.toArray(String[]::new));
    }

    /** The data folder is the one beside the launcher. */
    private CommandProcess run(final String... arguments) {
        return CommandProcess.start(home, arguments);
    }

    private static String lastSentence(final CommandProcess up) {
        return up.err().lines().filter(line -> line.startsWith("ironhoard")).reduce((a, b) -> b).orElse("");
    }
}
