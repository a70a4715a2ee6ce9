package io.ironhoard.deploy.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One child process: its lines are forwarded and the last of them kept, its ready line and its end become events.
 * Created and told to stop by the supervisor's thread; two daemon threads read its pipes.
 */
final class Child {
    private static final String READY = "READY ";
    /** How long the readers may need after the end of the process, where something else still holds its pipes. */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final LastLines lastLines = new LastLines();
    private final Thread outReader;
    private final Thread errReader;

    private Child(final ChildSpec spec, final Process process, final LineSink sink, final Consumer<ChildEvent> events) {
        this.name = spec.name();
        this.process = process;
        outReader = reader("stdout", process.getInputStream(), line -> {
            if (line.startsWith(READY)) {
                events.accept(new ChildEvent.Ready(this, line.substring(READY.length())));
            } else {
                forward(sink, line);
            }
        });
        errReader = reader("stderr", process.getErrorStream(), line -> forward(sink, line));
    }

    /**
     * @param spec   what to start.
     * @param sink   takes its lines, but for the ready line.
     * @param events takes its events, from other threads.
     * @return the running child.
     * @throws IOException where the program cannot be started.
     */
    static Child start(final ChildSpec spec, final LineSink sink, final Consumer<ChildEvent> events)
            throws IOException {
        final Process process = new ProcessBuilder(spec.command()).directory(spec.directory().toFile()).start();
        process.getOutputStream().close();
        final Child child = new Child(spec, process, sink, events);
        child.outReader.start();
        child.errReader.start();
        process.onExit().thenRun(() -> {
            child.drain();
            events.accept(new ChildEvent.Exited(child, process.exitValue()));
        });
        return child;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status; only once it is not alive. */
    int exitStatus() {
        return process.exitValue();
    }

    /** At most so many of its last lines, the newest last. */
    List<String> lastLines(final int count) {
        return lastLines.newest(count);
    }

    /** What it said last, without stack frames. */
    String sentence() {
        return lastLines.sentence();
    }

    /** Asks for an orderly end: SIGTERM. By its handle, for {@link Process#destroy} also closes the pipes of its last lines. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it at once: SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /**
     * @param bound the longest wait.
     * @return whether it is gone.
     * @throws InterruptedException where the waiting thread is interrupted.
     */
    boolean awaitExit(final Duration bound) throws InterruptedException {
        if (!process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        drain();
        return true;
    }

    private void drain() {
        try {
            outReader.join(DRAIN_MAX);
            errReader.join(DRAIN_MAX);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(final LineSink sink, final String line) {
        lastLines.add(line);
        sink.line(name, line);
    }

    private Thread reader(final String stream, final InputStream in, final Consumer<String> lines) {
        return Thread.ofPlatform().daemon().name(name + ' ' + stream).unstarted(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines);
            } catch (final IOException | UncheckedIOException e) {
                // The pipe was closed under us: the process is ending, and its exit is an event of its own.
                lastLines.add(stream + " closed: " + e.getMessage());
            }
        });
    }
}
