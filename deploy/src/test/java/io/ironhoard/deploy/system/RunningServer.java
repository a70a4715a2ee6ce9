package io.ironhoard.deploy.system;

import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.ReadyServer;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.deploy.launch.ServerRun;
import io.ironhoard.deploy.supervise.Outcome;
import io.ironhoard.perf.client.Target;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.status.StatusReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A whole server for a test: both processes, started by the code behind {@code up}, on free ports, small in memory. Always
 * close it; that stops both processes and fails the test where they do not stop in order.
 *
 * <pre>{@code
 *     try (RunningServer server = RunningServer.start(folder.resolve("data"), Map.of("ironhoard.shard.count", "2"))) {
 *         … server.target() …
 *         assertThat(server.status().reasons()).isEmpty();
 *     }
 * }</pre>
 */
public final class RunningServer implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_MAX = Duration.ofSeconds(100);

    private final ServerPlan plan;
    private final ServerRun run;
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<ReadyServer> ready = new CompletableFuture<>();
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    private RunningServer(final ServerPlan plan) {
        this.plan = plan;
        run = new ServerRun(plan, this::line, ready::complete, sentence -> line("ironhoard", sentence));
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param data     its data folder.
     * @param settings by name, beside those of {@link #small}.
     * @return the server.
     */
    public static RunningServer start(final Path data, final Map<String, String> settings) {
        final Map<String, String> given = small(data);
        given.putAll(settings);
        final RunningServer server = new RunningServer(ServerPlan.of(Home.ofProcess(), given, Map.of()));
        Thread.ofPlatform().daemon().name("supervisor").start(server::supervise);
        server.awaitReady();
        return server;
    }

    /** Settings for a small server: free ports, little memory, fast to start. */
    public static Map<String, String> small(final Path data) {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ironhoard.data.dir", data.toString());
        settings.put("ironhoard.grpc.port", "0");
        settings.put("ironhoard.ops.port", "0");
        settings.put("ironhoard.gateway.count.max", "2");
        settings.put("ironhoard.ipc.term.bytes", "2097152");
        settings.put("ironhoard.java.dispatcher.heap.mib", "160");
        settings.put("ironhoard.arena.region.mib", "4");
        settings.put("ironhoard.java.matchmaking.heap.max.mib", "192");
        settings.put("ironhoard.java.matchmaking.collector", "serial");
        settings.put("ironhoard.java.dispatcher.options", "-XX:TieredStopAtLevel=1");
        settings.put("ironhoard.java.matchmaking.options", "-XX:TieredStopAtLevel=1");
        return settings;
    }

    /** Where players connect. */
    public Target target() {
        return Target.parse(ready.join().grpc());
    }

    /** Where operators connect. */
    public Target operators() {
        return Target.parse(ready.join().ops());
    }

    /** Its folders. */
    public InstanceLayout layout() {
        return plan.layout();
    }

    /** What its processes said when they were ready. */
    public ReadyServer ready() {
        return ready.join();
    }

    /**
     * @param name {@code dispatcher} or {@code matchmaking}.
     * @return the process.
     */
    public ProcessHandle process(final String name) {
        return ProcessHandle.of(ready.join().pids().get(name)).orElseThrow();
    }

    /** What its processes have printed, with their names in front. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Its books and gauges as {@code ironhoard status} reads them. */
    public StatusReport status() {
        try {
            return StatusReport.take(plan.layout());
        } catch (final IOException e) {
            throw new AssertionError("no status", e);
        }
    }

    /**
     * Stops it in order.
     *
     * @return how it ended.
     */
    public Outcome stop() {
        run.requestStop();
        return awaitEnd();
    }

    /** Waits until it has ended by itself. */
    public Outcome awaitEnd() {
        try {
            return end.get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (final TimeoutException | ExecutionException e) {
            throw new AssertionError("the server has not ended; it said: " + lines, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        final boolean wasRunning = !end.isDone();
        final Outcome outcome = stop();
        if (wasRunning && outcome.status() != 0) {
            throw new AssertionError("the server did not stop in order: " + outcome + "; it said: " + lines);
        }
    }

    private void awaitReady() {
        Await.until("the server is ready or has ended", START_MAX, () -> ready.isDone() || end.isDone() ? true : null);
        if (!ready.isDone()) {
            throw new AssertionError("the server did not start: " + end.join() + "; it said: " + lines);
        }
    }

    private void supervise() {
        try {
            end.complete(run.run());
        } catch (final InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void line(final String source, final String text) {
        lines.add(source + " | " + text);
    }
}
