package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.OrderlyExit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the supervisor as a process of its own that outlives this one. Both speak through the new one's standard output
 * until its server is ready: the ready line, or its end. After that the supervisor writes to its log alone.
 */
public final class DetachedUp {
    /** The option that makes {@code up} a background supervisor. */
    public static final String BACKGROUND = "--background";

    private static final int PROCESSES = 2;

    private final ServerPlan plan;
    private final boolean json;

    /**
     * @param plan what to run.
     * @param json whether the ready line is JSON.
     */
    public DetachedUp(final ServerPlan plan, final boolean json) {
        this.plan = plan;
        this.json = json;
    }

    /**
     * Starts it and waits until it is ready or has ended.
     *
     * @param out takes the ready line.
     * @param err takes why it could not start.
     * @return the exit status.
     * @throws Exception where the process cannot be started.
     */
    public int start(final PrintWriter out, final PrintWriter err) throws Exception {
        plan.files().create();
        final Process supervisor = new ProcessBuilder(command()).start();
        supervisor.getOutputStream().close();
        // Whoever ends this command before the server is ready ends the start as well.
        return OrderlyExit.run(() -> await(supervisor, out, err), supervisor.toHandle()::destroy,
                Duration.ofSeconds(5));
    }

    private int await(final Process supervisor, final PrintWriter out, final PrintWriter err)
            throws IOException, InterruptedException, ExecutionException {
        final CompletableFuture<String> ready = firstLine(supervisor);
        final Duration bound = plan.limits().start().plus(plan.limits().stop()).multipliedBy(PROCESSES);
        try {
            final String line = ready.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            if (line != null) {
                out.println(line);
                out.flush();
                return ExitCode.DONE;
            }
        } catch (final TimeoutException e) {
            supervisor.destroyForcibly();
            err.println("ironhoard: the server was not ready within " + bound.toSeconds() + " s; see "
                    + plan.files().log());
            return ExitCode.UNREACHABLE;
        }
        try (BufferedReader errors = supervisor.errorReader()) {
            errors.lines().forEach(err::println);
        }
        err.flush();
        return supervisor.waitFor() == ExitCode.DONE ? ExitCode.UNREACHABLE : supervisor.exitValue();
    }

    private static CompletableFuture<String> firstLine(final Process supervisor) {
        final CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("ready line").start(() -> {
            try {
                line.complete(supervisor.inputReader().readLine());
            } catch (final IOException e) {
                line.completeExceptionally(e);
            }
        });
        return line;
    }

    private List<String> command() {
        final List<String> arguments = new ArrayList<>(List.of("up", BACKGROUND));
        if (json) {
            arguments.add("--json");
        }
        plan.given().forEach((name, value) -> arguments.addAll(List.of("--set", name + '=' + value)));
        return new JvmCommand(ServerRun.MAIN_CLASS)
                .flags("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")
                .properties(Map.of(Home.PROPERTY, plan.home().folder().toString()))
                .asChild(arguments.toArray(String[]::new));
    }
}
