package io.ironhoard.deploy.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ironhoard.deploy.instance.Json;
import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.deploy.supervise.Outcome;
import io.ironhoard.deploy.supervise.Supervisor;
import io.ironhoard.deploy.supervise.SupervisorObserver;
import io.ironhoard.perf.client.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One more matchmaking process beside a running server, as {@code ironhoard matchmaking} starts it. Always close it. */
public final class RunningGateway implements AutoCloseable {
    private static final long WAIT_S = 100;

    private final Supervisor supervisor;
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<SupervisorObserver.ReadyChild> ready = new CompletableFuture<>();
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    private RunningGateway(final ServerPlan plan) {
        supervisor = new Supervisor(
                List.of(plan.matchmaking()), plan.limits(), (source, text) -> lines.add(text),
                new SupervisorObserver() {
                    @Override
                    public void ready(final List<ReadyChild> children) {
                        ready.complete(children.getFirst());
                    }

                    @Override
                    public void said(final String sentence) {
                        lines.add(sentence);
                    }
                });
    }

    /**
     * @param server   the server whose dispatcher it joins.
     * @param id       its number, none that another gateway has.
     * @param settings beside those of the server.
     * @return the gateway, ready.
     */
    public static RunningGateway start(final RunningServer server, final int id, final Map<String, String> settings) {
        final Map<String, String> given = RunningServer.small(server.layout().data());
        given.put("ironhoard.gateway.id", Integer.toString(id));
        given.putAll(settings);
        final RunningGateway gateway = new RunningGateway(ServerPlan.of(Home.ofProcess(), given, Map.of()));
        Thread.ofPlatform().daemon().name("supervisor of gateway " + id).start(gateway::supervise);
        try {
            CompletableFuture.anyOf(gateway.ready, gateway.end).get(WAIT_S, TimeUnit.SECONDS);
        } catch (final Exception e) {
            throw new AssertionError("gateway " + id + " is not ready; it said: " + gateway.lines, e);
        }
        if (!gateway.ready.isDone()) {
            throw new AssertionError("gateway " + id + " did not start: " + gateway.end.join() + "; " + gateway.lines);
        }
        return gateway;
    }

    /** Where players connect. */
    public Target target() {
        try {
            return Target.parse(Json.MAPPER.readTree(ready.join().json()).path("grpc").asText());
        } catch (final JsonProcessingException e) {
            throw new AssertionError("not JSON: " + ready.join().json(), e);
        }
    }

    /** Its process. */
    public ProcessHandle process() {
        return ProcessHandle.of(ready.join().pid()).orElseThrow();
    }

    @Override
    public void close() {
        supervisor.requestStop();
        try {
            end.get(WAIT_S, TimeUnit.SECONDS);
        } catch (final Exception e) {
            throw new AssertionError("the gateway has not ended; it said: " + lines, e);
        }
    }

    private void supervise() {
        try {
            end.complete(supervisor.run());
        } catch (final InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }
}
