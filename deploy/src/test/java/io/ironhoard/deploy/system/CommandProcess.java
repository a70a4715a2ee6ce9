package io.ironhoard.deploy.system;

import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.JvmCommand;
import io.ironhoard.deploy.launch.ServerRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** {@code ironhoard …} as a process of its own, as a shell starts it. Always close it. */
public final class CommandProcess implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(120);

    private final Process process;
    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> err = new ConcurrentLinkedQueue<>();
    private final Thread outReader;
    private final Thread errReader;

    private CommandProcess(final Process process) {
        this.process = process;
        outReader = reader(process.inputReader(), out);
        errReader = reader(process.errorReader(), err);
    }

    /**
     * @param home      where its launcher would be.
     * @param arguments the command and its options.
     * @return the process, running.
     */
    public static CommandProcess start(final Path home, final String... arguments) {
        final List<String> command = new JvmCommand(ServerRun.MAIN_CLASS)
                .flags("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m")
                .properties(Map.of(Home.PROPERTY, home.toString()))
                .inForeground(arguments);
        try {
            return new CommandProcess(new ProcessBuilder(command).start());
        } catch (final IOException e) {
            throw new AssertionError("cannot be started: " + command, e);
        }
    }

    /** Waits for a line of standard output that begins so. */
    public String awaitLine(final String beginning) {
        return Await.until(beginning + " … of " + this, WAIT_MAX, () -> {
            final String found = find(beginning);
            if (found == null && !process.isAlive() && !outReader.isAlive() && find(beginning) == null) {
                throw new AssertionError("it ended before it said '" + beginning + "': " + this);
            }
            return found;
        });
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for its end. */
    public int awaitExit() {
        try {
            if (!process.waitFor(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + this);
            }
            outReader.join(WAIT_MAX);
            errReader.join(WAIT_MAX);
            return process.exitValue();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Its standard output so far. */
    public String out() {
        return String.join("\n", out);
    }

    /** Its standard error so far. */
    public String err() {
        return String.join("\n", err);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.toHandle().destroy();
            awaitExit();
        }
    }

    @Override
    public String toString() {
        return "exit status " + (process.isAlive() ? "none yet" : Integer.toString(process.exitValue()))
                + ", standard output:\n" + out() + "\nstandard error:\n" + err();
    }

    private String find(final String beginning) {
        return out.stream().filter(line -> line.startsWith(beginning)).findFirst().orElse(null);
    }

    private static Thread reader(final BufferedReader in, final ConcurrentLinkedQueue<String> lines) {
        return Thread.ofPlatform().daemon().start(() -> in.lines().forEach(lines::add));
    }
}
