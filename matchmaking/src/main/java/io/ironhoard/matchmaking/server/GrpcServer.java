package io.ironhoard.matchmaking.server;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.ironhoard.v1.GameServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server with every limit set, standard health, and a way to stop that leaves no call without an answer. Serves
 * from {@link #start}; says SERVING once it is told to. From any thread but the event loop.
 */
public final class GrpcServer {
    private static final long STOP_POLL_MS = 5;
    private static final long STOP_FLUSH_MS = 100;

    private final Server server;
    private final Endpoint endpoint;
    private final List<String> services;
    private final DrainGate gate;
    private final HealthStatusManager health;
    private final OpenCalls openCalls;

    private GrpcServer(
            final Server server,
            final Endpoint endpoint,
            final List<String> services,
            final DrainGate gate,
            final HealthStatusManager health,
            final OpenCalls openCalls) {
        this.server = server;
        this.endpoint = endpoint;
        this.services = services;
        this.gate = gate;
        this.health = health;
        this.openCalls = openCalls;
    }

    /**
     * What a server is made of.
     *
     * @param endpoint where it listens.
     * @param limits its limits.
     * @param services what it serves.
     * @param interceptors what every call passes, the first one first, after the server's own limits.
     * @param reflection whether it tells its services to whoever asks.
     */
    public record Plan(
            Endpoint endpoint,
            ServerLimits limits,
            List<BindableService> services,
            List<ServerInterceptor> interceptors,
            boolean reflection) {}

    /**
     * Begin to listen.
     *
     * @param plan what it is made of.
     * @param loops the event loop that serves it.
     * @param virtualThreads where every call but {@code Play} and {@code Spectate} runs.
     * @return the server.
     * @throws IOException where the address or port cannot be had, or the certificate not be read.
     * @throws IllegalArgumentException where certificate and key are not what they should be.
     */
    public static GrpcServer start(final Plan plan, final EventLoops loops, final Executor virtualThreads)
            throws IOException {
        final DrainGate gate = new DrainGate();
        final HealthStatusManager health = new HealthStatusManager();
        final OpenCalls openCalls = new OpenCalls();
        final NettyServerBuilder builder =
                NettyServerBuilder.forAddress(plan.endpoint().socketAddress(), credentials(plan.endpoint()));
        limit(builder, plan.limits());
        final ConnectionLimiter limiter = new ConnectionLimiter(plan.limits().connectionsMax());
        builder.bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .channelFactory(loops.listeningChannels(limiter))
                // The lookup of a call's method stays on the event loop; then the supplier decides.
                .directExecutor()
                .callExecutor(new CallExecutors(
                        Set.of(
                                GameServiceGrpc.getPlayMethod().getFullMethodName(),
                                GameServiceGrpc.getSpectateMethod().getFullMethodName()),
                        virtualThreads));
        // The interceptor that was added last is called first.
        plan.interceptors().reversed().forEach(builder::intercept);
        builder.intercept(new CallLimiter(plan.limits().callsMax(), plan.limits().openCallsMax()));
        builder.intercept(gate);
        builder.addStreamTracerFactory(openCalls);
        plan.services().forEach(builder::addService);
        builder.addService(health.getHealthService());
        if (plan.reflection()) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        final List<String> names = plan.services().stream()
                .map(service -> service.bindService().getServiceDescriptor().getName())
                .toList();
        final GrpcServer started = new GrpcServer(builder.build(), plan.endpoint(), names, gate, health, openCalls);
        started.setServing(false);
        started.server.start();
        return started;
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) server.getListenSockets().getFirst()).getPort();
    }

    /** The address and port to connect to. */
    public String target() {
        final String host = endpoint.address().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * What health tells, until {@link #drain}.
     *
     * @param serving whether calls can be served.
     */
    public void setServing(final boolean serving) {
        final ServingStatus status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        services.forEach(name -> health.setStatus(name, status));
    }

    /** First step of stopping: health says NOT_SERVING for good, and new calls are refused as STOPPING. */
    public void drain() {
        health.enterTerminalState();
        gate.close();
    }

    /**
     * Last step: take no more connections, give the calls that are open until the deadline, then end them. Watchers of
     * health are not waited for.
     *
     * @param waitMsMax how long they may take, in milliseconds.
     * @return whether all of them ended by themselves.
     * @throws InterruptedException where this thread is interrupted; the calls are ended then.
     */
    public boolean stop(final long waitMsMax) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMsMax);
        server.shutdown();
        try {
            while (openCalls.count() > 0 && System.nanoTime() < deadlineNs) {
                server.awaitTermination(STOP_POLL_MS, TimeUnit.MILLISECONDS);
            }
            final boolean ended = openCalls.count() == 0;
            if (waitMsMax > 0) {
                // What was sent last still has to leave.
                server.awaitTermination(STOP_FLUSH_MS, TimeUnit.MILLISECONDS);
            }
            return ended;
        } finally {
            server.shutdownNow();
        }
    }

    private static ServerCredentials credentials(final Endpoint endpoint) throws IOException {
        if (endpoint.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        final Endpoint.Tls tls = endpoint.tls().get();
        return TlsServerCredentials.newBuilder()
                .keyManager(tls.certificate().toFile(), tls.key().toFile())
                .build();
    }

    private static void limit(final NettyServerBuilder builder, final ServerLimits limits) {
        final ServerLimits.Times times = limits.times();
        builder.maxInboundMessageSize(limits.messageBytesMax())
                .maxInboundMetadataSize(limits.metadataBytesMax())
                .maxConcurrentCallsPerConnection(limits.callsPerConnectionMax())
                .maxRstFramesPerWindow(limits.resetsPerWindowMax(), limits.resetWindowS())
                .flowControlWindow(limits.flowWindowBytes())
                .handshakeTimeout(times.handshakeMsMax(), TimeUnit.MILLISECONDS)
                .keepAliveTime(times.keepAliveMs(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(times.keepAliveTimeoutMs(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(times.keepAlivePermitMs(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(times.idleMs(), TimeUnit.MILLISECONDS)
                .maxConnectionAge(times.ageMs(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(times.ageGraceMs(), TimeUnit.MILLISECONDS);
    }
}
