package io.ironhoard.perf.bench.shard;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process that is measured: started, awaited until it says that it is ready, and stopped. Used by one thread. */
final class Peer implements AutoCloseable {
    private static final long READY_S_MAX = 60;
    private static final long STOP_S_MAX = 40;
    private static final int LOG_CHARS_MAX = 4_000;

    private final String name;
    private final Process process;

    /**
     * Start it.
     *
     * @param name for people.
     * @param command of the process.
     * @param log takes its standard error.
     * @param beginning how its line of readiness begins.
     * @throws IOException where it does not become ready; the message has the end of its log.
     */
    Peer(final String name, final List<String> command, final Path log, final String beginning) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        try {
            awaitReady(beginning, log);
        } catch (final IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void awaitReady(final String beginning, final Path log) throws IOException {
        final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        final BufferedReader out = process.inputReader();
        Thread.ofVirtual().start(() -> ready.complete(out.lines().anyMatch(line -> line.startsWith(beginning))));
        try {
            if (!ready.get(READY_S_MAX, TimeUnit.SECONDS)) {
                throw new IOException("the " + name + " ended before it was ready: " + tail(log));
            }
        } catch (final TimeoutException e) {
            throw new IOException(
                    "the " + name + " is not ready after " + READY_S_MAX + " s: " + tail(log), e);
        } catch (final ExecutionException e) {
            throw new IOException("the " + name + " cannot be heard", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** The processor time that it has used. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The processor time that this process has used. */
    static Duration cpuOfThisProcess() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks it to stop, by the end of its input and by SIGTERM, and waits. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Asks it to stop, as {@link #close} does.
     *
     * @return whether it has ended with status 0.
     */
    boolean stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroy();
            }
            if (!process.waitFor(STOP_S_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final IOException e) {
            process.destroy();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** The end of its log. */
    static String tail(final Path log) throws IOException {
        final String text = Files.readString(log, StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - LOG_CHARS_MAX)).strip();
    }
}
