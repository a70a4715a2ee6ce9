package io.ironhoard.matchmaking.launcher;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.ironhoard.matchmaking.config.MatchmakingConfiguration;
import io.ironhoard.matchmaking.config.MatchmakingSettings;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole matchmaking process in this one, with a gateway that a test commands; and calls to it over real connections. */
public final class RunningNode implements AutoCloseable {
    private static final int DEADLINE_S = 20;

    private final FakeGateway gateway;
    private final MatchmakingNode node;
    private final ManagedChannel channel;

    private RunningNode(final FakeGateway gateway, final MatchmakingNode node) {
        this.gateway = gateway;
        this.node = node;
        this.channel = NettyChannelBuilder.forTarget(node.players()).usePlaintext().build();
    }

    /**
     * @param data the data folder.
     * @param settings names and values by turns.
     * @return the node, ready.
     */
    public static RunningNode start(final Path data, final String... settings)
            throws StartRefusedException, InterruptedException {
        final FakeGateway[] made = new FakeGateway[1];
        final MatchmakingNode node =
                MatchmakingNode.start(configuration(data, settings), (config, counters, records) -> {
                    made[0] = new FakeGateway(records, true);
                    return made[0];
                });
        return new RunningNode(made[0], node);
    }

    /**
     * @param data the data folder.
     * @param settings names and values by turns.
     * @return the configuration on free ports.
     */
    public static MatchmakingConfiguration configuration(final Path data, final String... settings) {
        final Map<String, String> properties = new HashMap<>();
        properties.put("ironhoard.data.dir", data.toString());
        properties.put("ironhoard.grpc.port", "0");
        properties.put("ironhoard.ops.port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return MatchmakingConfiguration.conclude(Settings.of(
                SettingGroup.Reader.MATCHMAKING, MatchmakingSettings.all(), properties, Map.of()));
    }

    public FakeGateway gateway() {
        return gateway;
    }

    public MatchmakingNode node() {
        return node;
    }

    /** A connection to the players' port. */
    public ManagedChannel channel() {
        return channel;
    }

    public Session signIn(final String name) {
        return SessionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS)
                .createSession(CreateSessionRequest.newBuilder().setName(name).build());
    }

    /** Lobby calls on behalf of a player who signs in by name. */
    public LobbyServiceGrpc.LobbyServiceBlockingStub lobbies(final String name) {
        return withToken(LobbyServiceGrpc.newBlockingStub(channel), signIn(name).getToken())
                .withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS);
    }

    /**
     * @param stub calls.
     * @param token a token.
     * @return the calls with the token.
     */
    public static <S extends AbstractStub<S>> S withToken(final S stub, final String token) {
        return withHeader(stub, "authorization", "Bearer " + token);
    }

    /**
     * @param stub calls.
     * @param name a header's name.
     * @param value its value.
     * @return the calls with the header.
     */
    public static <S extends AbstractStub<S>> S withHeader(final S stub, final String name, final String value) {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /**
     * @param failure a call's failure.
     * @return the domain code in its trailer; {@code null} where there is none.
     */
    public static ResultCode code(final StatusRuntimeException failure) {
        final Problem problem = problem(failure);
        return problem == null ? null : ResultCode.find(problem.getCode());
    }

    /**
     * @param failure a call's failure.
     * @return the message in its trailer; {@code null} where there is none.
     */
    public static Problem problem(final StatusRuntimeException failure) {
        final byte[] trailer = failure.getTrailers() == null ? null : failure.getTrailers().get(Refusals.ERROR_TRAILER);
        if (trailer == null) {
            return null;
        }
        try {
            return Problem.parseFrom(trailer);
        } catch (final com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        node.close();
    }
}
