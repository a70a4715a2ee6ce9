package io.ironhoard.matchmaking.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The process itself, without a dispatcher: how it ends, and what it says. */
@Timeout(120)
final class MatchmakingMainIT {
    private static final long END_S_MAX = 60;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldEndWithTwoAndNameEverythingThatMakesASettingUnsafe() throws Exception {
        final Process process = start("ironhoard.grpc.bind", "0.0.0.0");

        assertThat(end(process)).isEqualTo(2);
        assertThat(log())
                .contains("ironhoard.grpc.tls.cert", "ironhoard.session.key.file",
                        "ironhoard.session.development.enabled");
    }

    @Test
    void shouldEndWithTwoWhereASettingIsNotKnown() throws Exception {
        final Process process = start("ironhoard.grpc.prot", "7400");

        assertThat(end(process)).isEqualTo(2);
        assertThat(log()).contains("ironhoard.grpc.prot", "did you mean ironhoard.grpc.port?");
    }

    @Test
    void shouldEndWithThreeWhereNoDispatcherRuns() throws Exception {
        final Process process = start("ironhoard.link.wait.ms.max", "50");

        assertThat(end(process)).isEqualTo(3);
        assertThat(log()).contains("no dispatcher runs here");
        assertThat(Files.readString(folder.resolve("out"))).isEmpty();
    }

    @Test
    void shouldStopInOrderOnSigtermWhileItStillWaits() throws Exception {
        final Process process = start("ironhoard.link.wait.ms.max", "60000");
        awaitLog("trying again");

        process.destroy();

        assertThat(end(process)).isZero();
    }

    @Test
    void shouldStopWithTheProcessThatStartedIt() throws Exception {
        final Process parent = new ProcessBuilder("sleep", "60").start();
        started.add(parent);
        final Process process =
                start("ironhoard.link.wait.ms.max", "60000", "ironhoard.parent.pid", Long.toString(parent.pid()));
        awaitLog("trying again");

        parent.destroyForcibly();

        assertThat(end(process)).isZero();
    }

    private Process start(final String... settings) throws IOException {
        final List<String> command = new ArrayList<>();
        Collections.addAll(
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-Dironhoard.data.dir=" + folder.resolve("data"),
                "-Dironhoard.grpc.port=0",
                "-Dironhoard.ops.port=0");
        for (int i = 0; i < settings.length; i += 2) {
            command.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        Collections.addAll(
                command, "-cp", System.getProperty("java.class.path"), MatchmakingMain.class.getName());
        final ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("IRONHOARD_"));
        final Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int end(final Process process) throws InterruptedException {
        assertThat(process.waitFor(END_S_MAX, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return process.exitValue();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private void awaitLog(final String words) throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_S_MAX);
        while (!log().contains(words)) {
            assertThat(System.nanoTime()).as("'%s' in the log: %s", words, log()).isLessThan(deadlineNs);
            // The process' own end is what there is to wait for meanwhile.
            assertThat(started.getLast().waitFor(50, TimeUnit.MILLISECONDS)).as(log()).isFalse();
        }
    }
}
