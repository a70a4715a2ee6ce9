package io.ironhoard.matchmaking.launcher;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.ironhoard.matchmaking.config.MatchmakingConfiguration;
import io.ironhoard.matchmaking.config.SessionConfiguration;
import io.ironhoard.matchmaking.gateway.Gateway;
import io.ironhoard.matchmaking.lobby.LobbyService;
import io.ironhoard.matchmaking.ops.OpsService;
import io.ironhoard.matchmaking.server.Endpoint;
import io.ironhoard.matchmaking.server.EventLoops;
import io.ironhoard.matchmaking.server.GrpcServer;
import io.ironhoard.matchmaking.session.RevocationLog;
import io.ironhoard.matchmaking.session.SessionInterceptor;
import io.ironhoard.matchmaking.session.SessionRegistry;
import io.ironhoard.matchmaking.session.SessionService;
import io.ironhoard.matchmaking.store.RecordStore;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.instance.SecretFiles;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.proto.status.ProcessReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The matchmaking process without its main: everything that is made at the start, in order, and ended at the stop, in the
 * opposite one. Started and stopped from a thread of no event loop.
 */
public final class MatchmakingNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MatchmakingNode.class);

    private static final int SESSION_KEY_LENGTH = 32;
    private static final long HEARTBEAT_MS = 100;
    private static final long IDLE_POLL_NS = 2_000_000;
    private static final long INSPECT_MS_MAX = 5_000;
    private static final int RUNNING = 1;
    private static final int STOPPING = 2;
    private static final int LINK_LOST = 3;

    private final MatchmakingConfiguration configuration;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final CountDownLatch linked = new CountDownLatch(1);
    private final GatewayFactory gateways;

    private EventLoops loops;
    private CountersFile counters;
    private Gateway gateway;
    private LobbyService lobbies;
    private GrpcServer players;
    private GrpcServer operators;
    // Of the event loop.
    private boolean stopping;

    /** Something to end. */
    private interface Part {
        void end() throws InterruptedException;
    }

    private MatchmakingNode(final MatchmakingConfiguration configuration, final GatewayFactory gateways) {
        this.configuration = configuration;
        this.gateways = gateways;
    }

    /**
     * Start everything and wait until every shard has answered.
     *
     * @param configuration the configuration.
     * @param gateways makes the gateway.
     * @return the node, serving.
     * @throws StartRefusedException where it cannot; nothing is left running then.
     * @throws InterruptedException where this thread is interrupted; nothing is left running then.
     */
    public static MatchmakingNode start(final MatchmakingConfiguration configuration, final GatewayFactory gateways)
            throws StartRefusedException, InterruptedException {
        final MatchmakingNode node = new MatchmakingNode(configuration, gateways);
        boolean ready = false;
        try {
            node.build();
            node.awaitLink();
            ready = true;
            return node;
        } catch (final UncheckedIOException e) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_CANNOT_START,
                    e.getMessage() + " (" + e.getCause().getMessage() + ")");
        } finally {
            if (!ready) {
                node.endParts();
            }
        }
    }

    /** Host and port for players. */
    public String players() {
        return players.target();
    }

    /** Host and port for operators. */
    public String operators() {
        return operators.target();
    }

    /** What the process prints when it is ready. */
    public String readyLine() {
        return "READY {\"grpc\":\"" + players() + "\",\"tls\":"
                + configuration.players().tls().isPresent() + ",\"ops\":\"" + operators() + "\",\"gateway\":"
                + configuration.gatewayId() + ",\"epoll\":" + loops.isEpoll() + ",\"pid\":"
                + ProcessHandle.current().pid() + "}";
    }

    /**
     * Stop as a player wants it: health says so first, new calls are refused, what is in flight is answered, then
     * everything ends. Bounded by the configured time; idempotent.
     */
    @Override
    public void close() {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(configuration.drainMsMax());
        try {
            if (!parts.isEmpty()) {
                LOG.atInfo().log("stopping");
                drain(deadlineNs);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endParts();
        }
    }

    private void build() throws StartRefusedException {
        counters = openCounters();
        loops = EventLoops.open();
        parts.push(this::endLoops);
        final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
        parts.push(virtualThreads::shutdownNow);

        final SessionConfiguration session = configuration.session();
        final RevocationLog revocations =
                RevocationLog.open(session.revocations(), session.revocationsMax(), System.currentTimeMillis());
        final SessionRegistry sessions =
                new SessionRegistry(readKey(session), revocations, session.timeToLiveMs(), Clock.systemUTC());

        final RecordStore records = new RecordStore(configuration.layout(), configuration.recordBytesMax());
        gateway = createGateway(records);
        parts.push(gateway::close);
        lobbies = new LobbyService(configuration.lobby(), configuration.match(), gateway, Clock.systemUTC());

        players = listen(
                new GrpcServer.Plan(
                        configuration.players(),
                        configuration.server(),
                        List.of(
                                new SessionService(sessions, session.developmentEnabled()),
                                lobbies,
                                gateway.gameService()),
                        List.of(new SessionInterceptor(sessions)),
                        configuration.reflection()),
                virtualThreads);
        operators = listen(
                new GrpcServer.Plan(
                        configuration.operators(),
                        configuration.server(),
                        List.of(new OpsService(configuration.layout(), gateway, INSPECT_MS_MAX)),
                        List.of(),
                        configuration.operators().isLoopback()),
                virtualThreads);

        final Housekeeping housekeeping = new Housekeeping(lobbies, sessions, revocations, counters);
        housekeeping.start();
        parts.push(housekeeping::stop);

        final EventLoop loop = loops.loop();
        loop.scheduleAtFixedRate(this::heartbeat, 0, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
        gateway.start(loop, this::onLinkChange);
    }

    private Gateway createGateway(final RecordStore records) throws StartRefusedException {
        try {
            return gateways.create(configuration, counters, records);
        } catch (final IllegalStateException e) {
            throw new StartRefusedException(StartRefusedException.STATUS_CANNOT_START, e.getMessage());
        }
    }

    private CountersFile openCounters() throws StartRefusedException {
        final Path file = configuration.layout().matchmakingCounters(configuration.gatewayId());
        try {
            if (Files.exists(file)) {
                final ProcessReading other = ProcessReading.ofGateway(file);
                if (other.alive() && other.pid() != ProcessHandle.current().pid()) {
                    throw new StartRefusedException(
                            StartRefusedException.STATUS_CANNOT_START,
                            "gateway " + configuration.gatewayId() + " of " + configuration.layout().data()
                                    + " runs already, as process " + other.pid()
                                    + "; a further one needs an ironhoard.gateway.id of its own");
                }
            }
        } catch (final IOException e) {
            LOG.atWarn().addKeyValue("file", file).addKeyValue("error", e.getMessage())
                    .log("the counters of the process before cannot be read and are replaced");
        }
        return CountersFile.create(file, configuration.gatewayId(), 1, GatewayGauge.values().length);
    }

    private static byte[] readKey(final SessionConfiguration session) throws StartRefusedException {
        try {
            return session.keyGiven()
                    ? SecretFiles.read(session.key(), SESSION_KEY_LENGTH)
                    : SecretFiles.readOrCreate(session.key(), SESSION_KEY_LENGTH);
        } catch (final IOException e) {
            throw new StartRefusedException(
                    session.keyGiven() ? StartRefusedException.STATUS_USAGE : StartRefusedException.STATUS_CANNOT_START,
                    "the session key cannot be used: " + e.getMessage());
        }
    }

    private GrpcServer listen(final GrpcServer.Plan plan, final ExecutorService virtualThreads)
            throws StartRefusedException {
        try {
            final GrpcServer server = GrpcServer.start(plan, loops, virtualThreads);
            parts.push(() -> server.stop(0));
            return server;
        } catch (final IllegalArgumentException e) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_USAGE,
                    "the certificate in ironhoard.grpc.tls.cert and its key in ironhoard.grpc.tls.key cannot be used: "
                            + e.getMessage());
        } catch (final IOException e) {
            final Endpoint endpoint = plan.endpoint();
            throw new StartRefusedException(
                    StartRefusedException.STATUS_CANNOT_START,
                    "cannot listen on " + endpoint.address().getHostAddress() + ":" + endpoint.port() + ": "
                            + reason(e));
        }
    }

    private static String reason(final IOException failure) {
        final Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private void awaitLink() throws StartRefusedException, InterruptedException {
        if (linked.await(configuration.linkWaitMsMax(), TimeUnit.MILLISECONDS)) {
            return;
        }
        final boolean driver = Files.isDirectory(configuration.aeronDirectory());
        throw new StartRefusedException(
                StartRefusedException.STATUS_CANNOT_START,
                (driver
                        ? "not every shard of the dispatcher has answered within "
                        : "no dispatcher runs here: " + configuration.aeronDirectory() + " is not there after ")
                        + configuration.linkWaitMsMax() + " ms");
    }

    private void heartbeat() {
        counters.heartbeat(System.currentTimeMillis());
    }

    private void onLinkChange(final boolean up) {
        if (!stopping) {
            counters.set(0, GatewayGauge.STATE, up ? RUNNING : LINK_LOST);
        }
        players.setServing(up);
        operators.setServing(up);
        if (up) {
            LOG.atInfo().log("every shard is reachable");
            linked.countDown();
        } else {
            LOG.atWarn().log("the link to the dispatcher was lost");
        }
    }

    private void drain(final long deadlineNs) throws InterruptedException {
        if (players == null || operators == null) {
            return;
        }
        players.drain();
        operators.drain();
        loops.loop().execute(() -> {
            stopping = true;
            counters.set(0, GatewayGauge.STATE, STOPPING);
        });
        gateway.drain();
        lobbies.endWatching();
        while (!gateway.isIdle() && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(IDLE_POLL_NS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (!gateway.isIdle()) {
            LOG.atWarn().log("moves are left without an answer: the time to stop is over");
        }
        final long leftMs = Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime()));
        if (!players.stop(leftMs)) {
            LOG.atWarn().log("calls were cut off: the time to stop is over");
        }
    }

    private void endLoops() {
        loops.close();
        // A loop that still ran would write to memory that is gone.
        if (loops.isTerminated()) {
            counters.close();
        }
    }

    private void endParts() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().end();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (final RuntimeException e) {
                LOG.atError().setCause(e).log("a part of the process did not end well");
            }
        }
    }
}
