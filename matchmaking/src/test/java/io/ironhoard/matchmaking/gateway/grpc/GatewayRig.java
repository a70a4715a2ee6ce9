package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.MetadataUtils;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.gateway.fake.FakeShard;
import io.ironhoard.matchmaking.gateway.fake.TestDriver;
import io.ironhoard.matchmaking.gateway.feed.FeedConfig;
import io.ironhoard.matchmaking.gateway.link.LinkConfig;
import io.ironhoard.matchmaking.gateway.node.GatewayConfiguration;
import io.ironhoard.matchmaking.gateway.node.NodeGateway;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.SpectateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A gateway with a gRPC server on a free port, before a fake shard on its own thread. */
final class GatewayRig implements AutoCloseable {
    static final Metadata.Key<String> PLAYER = Metadata.Key.of("player", Metadata.ASCII_STRING_MARSHALLER);
    static final int FLOW_WINDOW_BYTES = 65_535;
    static final List<PlayerId> PLAYERS = List.of(new PlayerId(1, 1), new PlayerId(2, 2));
    static final Limits DEFAULTS = new Limits(60_000, 2_000, 8 << 20);
    static final int SPECTATE_DELAY_MS = 300;

    final TestDriver driver;
    final FakeShard shard;
    final CountersFile counters;
    final NodeGateway gateway;
    final Map<MatchId, byte[]> records = new ConcurrentHashMap<>();
    final AtomicReference<Boolean> linked = new AtomicReference<>(false);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Path folder;
    private final boolean ownsNode;
    private final Server server;
    private final ManagedChannel channel;

    /** Limits that tests vary. */
    record Limits(int behindMsMax, int endLingerMs, int historyBytesMax, int feedLingerMs, int spectateDelayMs) {
        Limits(final int behindMsMax, final int endLingerMs, final int historyBytesMax) {
            this(behindMsMax, endLingerMs, historyBytesMax, 60_000, SPECTATE_DELAY_MS);
        }
    }

    static GatewayRig open(final Path folder) {
        return open(folder, DEFAULTS);
    }

    static GatewayRig open(final Path folder, final Limits limits) {
        final TestDriver driver = TestDriver.launchRoomy();
        final FakeShard shard = new FakeShard(driver.directory(), 0);
        final GatewayRig rig = new GatewayRig(folder, limits, 0, driver, shard, true);
        shard.startThread();
        rig.awaitLinked(true);
        return rig;
    }

    private GatewayRig(
            final Path folder,
            final Limits limits,
            final int gatewayId,
            final TestDriver driver,
            final FakeShard shard,
            final boolean ownsNode) {
        this.folder = folder;
        this.driver = driver;
        this.shard = shard;
        this.ownsNode = ownsNode;
        counters = CountersFile.create(folder.resolve("counters-" + gatewayId), gatewayId, 1,
                GatewayGauge.values().length);
        final LinkConfig link =
                new LinkConfig(gatewayId, driver.directory(), 512, 1024, 64, 4_000, 60_000, 10_000, 10, 100, 33);
        final PlayConfig play = new PlayConfig(16, 8, 6, 3_000, limits.behindMsMax(), limits.endLingerMs());
        gateway = new NodeGateway(
                new GatewayConfiguration(link,
                        new FeedConfig(
                                limits.historyBytesMax(),
                                limits.feedLingerMs(),
                                limits.spectateDelayMs(),
                                limits.endLingerMs()),
                        play,
                        new SpectateConfig(
                                limits.spectateDelayMs(), 6, 3, 4, 3_000, limits.behindMsMax(), limits.endLingerMs()),
                        300,
                        folder.resolve("run")),
                matchId -> {
                    final byte[] record = records.get(matchId);
                    if (record == null) {
                        throw RefusedException.of(ResultCode.RECORD_NOT_FOUND);
                    }
                    return record;
                },
                counters);
        final EventLoop loop = loops.next();
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops)
                    .channelType(NioServerSocketChannel.class)
                    .directExecutor()
                    .callExecutor(new RecordsAside())
                    .flowControlWindow(FLOW_WINDOW_BYTES)
                    .intercept(new Identify())
                    .addService(gateway.gameService())
                    .build()
                    .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway.start(loop, linked::set);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext()
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .build();
    }

    /** Another gateway to the same shard. */
    GatewayRig second() {
        final GatewayRig second = new GatewayRig(folder, DEFAULTS, 1, driver, shard, false);
        second.awaitLinked(true);
        return second;
    }

    void awaitLinked(final boolean expected) {
        Await.until("link up: " + expected, () -> linked.get() == expected);
    }

    MatchId openMatch(final Signing signing) {
        return openMatch(signing, 0);
    }

    MatchId openMatch(final Signing signing, final long clockInitialMs) {
        final MatchPlan plan = new MatchPlan(
                FakeShard.RULES.id(), FakeShard.RULES.version(), new byte[0], signing, clockInitialMs, 1, 60_000,
                PLAYERS);
        return gateway.create(plan).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** A stream that has not joined. */
    PlayClient open(final int player) {
        final PlayClient client = new PlayClient();
        client.start(stub(player).play(client));
        return client;
    }

    private GameServiceGrpc.GameServiceStub stub(final int player) {
        final Metadata headers = new Metadata();
        headers.put(PLAYER, PLAYERS.get(player).toString());
        return GameServiceGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Somebody's own request for a record: 0, or the code of the refusal. Blocks. */
    int askForRecord(final PlayerId player, final MatchId match) {
        final Metadata headers = new Metadata();
        headers.put(PLAYER, player.toString());
        try {
            GameServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .getRecord(GetRecordRequest.newBuilder().setMatchId(match.toString()).build());
            return 0;
        } catch (final StatusRuntimeException e) {
            try {
                return Problem.parseFrom(e.getTrailers().get(Refusals.ERROR_TRAILER)).getCode();
            } catch (final InvalidProtocolBufferException malformed) {
                throw new AssertionError(malformed);
            }
        }
    }

    /** A stream that has joined the player's own seat. */
    PlayClient join(final MatchId match, final int seat, final int resumeFrom) {
        final PlayClient client = open(seat);
        client.join(join(match.toString(), seat, resumeFrom));
        client.awaitFrames(1);
        return client;
    }

    /** A stream that has asked for the player's own seat and a snapshot of it. */
    PlayClient openBySnapshot(final MatchId match, final int seat) {
        return openBySnapshot(match, seat, seat);
    }

    PlayClient openBySnapshot(final MatchId match, final int seat, final int player) {
        final PlayClient client = open(player);
        client.join(join(match.toString(), seat, 0).toBuilder().setSnapshot(true).build());
        return client;
    }

    /** A stream that has joined the player's own seat and got a snapshot of it. */
    PlayClient joinBySnapshot(final MatchId match, final int seat) {
        final PlayClient client = openBySnapshot(match, seat);
        client.awaitFrames(2);
        return client;
    }

    /** Somebody who watches from the first event on. */
    SpectateClient watch(final MatchId match) {
        final SpectateClient client = watch(0, watching(match));
        client.awaitWatching();
        return client;
    }

    SpectateClient watch(final int player, final SpectateRequest request) {
        final SpectateClient client = new SpectateClient();
        stub(player).spectate(request, client);
        return client;
    }

    static SpectateRequest watching(final MatchId match) {
        return SpectateRequest.newBuilder().setMatchId(match.toString()).setProtocolVersion(1).build();
    }

    static Join join(final String match, final int seat, final int resumeFrom) {
        return Join.newBuilder()
                .setMatchId(match)
                .setSeat(seat)
                .setResumeFrom(resumeFrom)
                .setProtocolVersion(1)
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        gateway.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        if (ownsNode) {
            shard.close();
            driver.close();
        }
        counters.close();
    }

    /** Streams on the event loop, records on threads of their own, as in the server. */
    private static final class RecordsAside implements ServerCallExecutorSupplier {
        @Override
        public <Q, R> Executor getExecutor(final ServerCall<Q, R> call, final Metadata headers) {
            return call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.UNARY
                    ? Thread::startVirtualThread
                    : Runnable::run;
        }
    }

    private static final class Identify implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                final ServerCall<Q, R> call, final Metadata headers, final ServerCallHandler<Q, R> next) {
            final String player = headers.get(PLAYER);
            final PlayerIdentity identity = new PlayerIdentity(
                    player == null ? new PlayerId(0, 0) : PlayerId.parse(player), "name", Long.MAX_VALUE);
            return Contexts.interceptCall(
                    Context.current().withValue(PlayerIdentity.KEY, identity), call, headers, next);
        }
    }
}
