package io.ironhoard.dispatcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A dispatcher in a process of its own, its output in files. Killed where a test leaves it running. */
final class DispatcherProcess implements AutoCloseable {
    private static final long SECONDS_MAX = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    DispatcherProcess(final Path folder, final String... namesAndValues) throws IOException {
        this(List.of(), folder, namesAndValues);
    }

    /** Started by another command, which gets this one's as its arguments. */
    DispatcherProcess(final List<String> through, final Path folder, final String... namesAndValues)
            throws IOException {
        out = Files.createTempFile(folder, "out", ".txt");
        err = Files.createTempFile(folder, "err", ".txt");
        final List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dironhoard.data.dir=" + folder.resolve("data"),
                "-Dironhoard.aeron.dir=" + folder.resolve("aeron"),
                "-Dironhoard.shard.core.claims.dir=" + folder.resolve("cores"),
                "-Dironhoard.ipc.term.bytes=2097152"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            command.add("-D" + namesAndValues[i] + "=" + namesAndValues[i + 1]);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DispatcherMain.class.getName()));
        process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    long pid() {
        return process.pid();
    }

    /** Wait for the line that says that it is ready. */
    String awaitReady() throws IOException {
        TestGateway.await(() -> read(out).contains("\n") || !process.isAlive());
        assertThat(read(out)).as(read(err)).startsWith("READY {").hasLineCount(1);
        return read(out);
    }

    /** Wait for its end; its exit status. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("exit").isTrue();
        return process.exitValue();
    }

    String log() {
        return read(err);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
