package io.ironhoard.matchmaking.server;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.launcher.FakeGateway;
import io.ironhoard.matchmaking.launcher.RunningNode;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.GetStatusRequest;
import io.ironhoard.v1.InspectMatchRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.ListRulesRequest;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyServiceGrpc.LobbyServiceBlockingStub;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.OpsServiceGrpc;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.StartLobbyRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
final class GrpcServerTest {
    @TempDir
    private Path data;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private RunningNode node;

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        if (node != null) {
            node.close();
        }
    }

    @Test
    void shouldServePlayOnTheEventLoopAndEverythingElseOnVirtualThreads() throws Exception {
        start();
        final BlockingQueue<PlayResponse> answers = new LinkedBlockingQueue<>();
        final StreamObserver<PlayRequest> play = play(answers);
        play.onNext(PlayRequest.getDefaultInstance());
        play.onNext(PlayRequest.getDefaultInstance());

        final Thread first = node.gateway().playThreads().poll(20, TimeUnit.SECONDS);
        assertThat(first.isVirtual()).isFalse();
        assertThat(first.getName()).startsWith("gateway");
        assertThat(node.gateway().playThreads().poll(20, TimeUnit.SECONDS)).isSameAs(first);
        assertThat(answers.poll(20, TimeUnit.SECONDS).getJoined().getPlayerIds(0))
                .isEqualTo(node.signIn("ada").getPlayerId());
        play.onCompleted();
    }

    @Test
    void shouldSayServingOnlyWhileEveryShardIsReachable() throws Exception {
        start();
        assertThat(health("")).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        assertThat(health("ironhoard.v1.GameService")).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        node.gateway().setLinked(false);
        assertThat(health("")).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
        assertThat(health("ironhoard.v1.GameService")).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);

        node.gateway().setLinked(true);
        assertThat(health("")).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void shouldTellItsServicesOnlyWhereReflectionIsOn() throws Exception {
        start();
        assertThat(services()).contains("ironhoard.v1.GameService", "ironhoard.v1.LobbyService");
        node.close();

        start("ironhoard.grpc.reflection", "off");
        assertThat(catchThrowableOfType(StatusRuntimeException.class, this::services).getStatus().getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void shouldKeepOperatorsServiceOffThePlayersPort() throws Exception {
        start();
        assertThat(catchThrowableOfType(
                StatusRuntimeException.class,
                () -> OpsServiceGrpc.newBlockingStub(node.channel())
                        .getStatus(GetStatusRequest.getDefaultInstance()))
                .getStatus()
                .getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);

        final OpsServiceGrpc.OpsServiceBlockingStub operators =
                OpsServiceGrpc.newBlockingStub(connect(node.node().operators()));
        assertThat(operators.getStatus(GetStatusRequest.getDefaultInstance()).getJson())
                .contains("\"matchmaking\":{\"running\":true", "\"conserved\":");
        assertThat(operators.inspectMatch(inspect(new MatchId(1, 2).toString())).getMatchId())
                .isEqualTo(new MatchId(1, 2).toString());
        assertThat(RunningNode.code(catchThrowableOfType(
                StatusRuntimeException.class,
                () -> operators.inspectMatch(inspect(new MatchId(9, 9).toString())))))
                .isEqualTo(ResultCode.MATCH_NOT_FOUND);
        assertThat(RunningNode.code(catchThrowableOfType(
                StatusRuntimeException.class, () -> operators.inspectMatch(inspect("x")))))
                .isEqualTo(ResultCode.INVALID_ARGUMENT);
    }

    @Test
    void shouldHandOutTheRecordsOfTheDataFolder() throws Exception {
        start();
        final GameServiceGrpc.GameServiceBlockingStub game = RunningNode.withToken(
                GameServiceGrpc.newBlockingStub(node.channel()), node.signIn("ada").getToken());
        final MatchId match = new MatchId(7, 7);
        final GetRecordRequest request =
                GetRecordRequest.newBuilder().setMatchId(match.toString()).build();
        final StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> game.getRecord(request));
        assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.RECORD_NOT_FOUND);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);

        final byte[] record = new byte[100_000];
        final Path file = new InstanceLayout(data).record(match);
        Files.createDirectories(file.getParent());
        Files.write(file, record);
        assertThat(game.getRecord(request).getRecord().toByteArray()).isEqualTo(record);
    }

    @Test
    void shouldRefuseCallsBeyondTheLimit() throws Exception {
        start("ironhoard.grpc.calls.max", "1");
        final LobbyServiceBlockingStub ada = node.lobbies("ada");
        final LobbyServiceBlockingStub bob = node.lobbies("bob");
        node.gateway().holdRequests();
        final CompletableFuture<Lobby> start = startMatch(ada, bob);
        final FakeGateway.Request request = node.gateway().requests().poll(20, TimeUnit.SECONDS);

        final StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class, () -> bob.listRules(ListRulesRequest.getDefaultInstance()));
        assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.OVERLOADED);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(health("")).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        request.answer().complete(new MatchId(1, 1));
        assertThat(start.get(20, TimeUnit.SECONDS).getMatchId()).isNotEmpty();
    }

    @Test
    void shouldNotLetStrangersHoldMoreCallsThanTheirShare() throws Exception {
        start("ironhoard.grpc.open.calls.max", "2");
        final BlockingQueue<Object> first = new LinkedBlockingQueue<>();
        final BlockingQueue<Object> second = new LinkedBlockingQueue<>();
        final BlockingQueue<Object> third = new LinkedBlockingQueue<>();
        watchHealth(first);
        watchHealth(second);
        assertThat(first.poll(20, TimeUnit.SECONDS)).isInstanceOf(HealthCheckResponse.class);
        assertThat(second.poll(20, TimeUnit.SECONDS)).isInstanceOf(HealthCheckResponse.class);

        watchHealth(third);
        assertThat(RunningNode.code((StatusRuntimeException) third.poll(20, TimeUnit.SECONDS)))
                .isEqualTo(ResultCode.OVERLOADED);
        assertThat(node.signIn("ada").getName()).isEqualTo("ada");
    }

    @Test
    void shouldCloseConnectionsBeyondTheLimit() throws Exception {
        start("ironhoard.grpc.connections.max", "2");
        assertThat(node.signIn("ada").getName()).isEqualTo("ada");
        final int port = Integer.parseInt(node.node().players().replaceAll(".*:", ""));
        try (Socket second = new Socket("127.0.0.1", port);
                Socket third = new Socket("127.0.0.1", port)) {
            second.setSoTimeout(20_000);
            third.setSoTimeout(20_000);
            assertThat(second.getInputStream().read()).as("the server's settings frame").isNotNegative();
            assertThat(readOrEnd(third)).as("closed without a byte").isNegative();
        }
        assertThat(node.signIn("bob").getName()).isEqualTo("bob");
    }

    @Test
    void shouldFinishWhatIsInFlightAndRefuseWhatComesAfter() throws Exception {
        start();
        final LobbyServiceBlockingStub ada = node.lobbies("ada");
        final LobbyServiceBlockingStub bob = node.lobbies("bob");
        final BlockingQueue<Object> health = new LinkedBlockingQueue<>();
        watchHealth(health);
        assertThat(((HealthCheckResponse) health.poll(20, TimeUnit.SECONDS)).getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        node.gateway().holdRequests();
        final CompletableFuture<Lobby> start = startMatch(ada, bob);
        final FakeGateway.Request request = node.gateway().requests().poll(20, TimeUnit.SECONDS);

        final Thread stop = Thread.ofPlatform().start(node.node()::close);

        assertThat(((HealthCheckResponse) health.poll(20, TimeUnit.SECONDS)).getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
        final StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class, () -> bob.listRules(ListRulesRequest.getDefaultInstance()));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stop.isAlive()).isTrue();

        request.answer().complete(new MatchId(1, 1));
        assertThat(start.get(20, TimeUnit.SECONDS).getMatchId()).isEqualTo(new MatchId(1, 1).toString());
        assertThat(node.gateway().isDrained()).isTrue();
        // A watcher of health stays, and is not waited for.
        assertThat(stop.join(java.time.Duration.ofSeconds(30))).isTrue();
    }

    private void start(final String... settings) throws StartRefusedException, InterruptedException {
        node = RunningNode.start(data, settings);
    }

    private static CompletableFuture<Lobby> startMatch(
            final LobbyServiceBlockingStub ada, final LobbyServiceBlockingStub bob) {
        final String id = ada.createLobby(CreateLobbyRequest.newBuilder()
                .setSettings(MatchSettings.newBuilder().setRules("chess"))
                .build())
                .getLobbyId();
        bob.joinLobby(JoinLobbyRequest.newBuilder().setLobbyId(id).build());
        ada.setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(true).build());
        bob.setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(true).build());
        return CompletableFuture.supplyAsync(
                () -> ada.startLobby(StartLobbyRequest.newBuilder().setLobbyId(id).build()));
    }

    private ManagedChannel connect(final String target) {
        final ManagedChannel channel =
                NettyChannelBuilder.forTarget(target).usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    private HealthCheckResponse.ServingStatus health(final String service) {
        return HealthGrpc.newBlockingStub(node.channel())
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private void watchHealth(final BlockingQueue<Object> seen) {
        HealthGrpc.newStub(connect(node.node().players()))
                .watch(HealthCheckRequest.getDefaultInstance(), new Collector<>(seen));
    }

    private StreamObserver<PlayRequest> play(final BlockingQueue<PlayResponse> answers) {
        return RunningNode.withToken(
                GameServiceGrpc.newStub(node.channel()), node.signIn("ada").getToken())
                .play(new StreamObserver<>() {
                    @Override
                    public void onNext(final PlayResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(final Throwable failure) {
                        // Seen as a missing answer.
                    }

                    @Override
                    public void onCompleted() {
                        // Nothing follows.
                    }
                });
    }

    private List<String> services() throws InterruptedException {
        final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        final StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(node.channel())
                .serverReflectionInfo(new Collector<>(seen));
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        final Object answer = seen.poll(20, TimeUnit.SECONDS);
        if (answer instanceof final StatusRuntimeException refusal) {
            throw refusal;
        }
        requests.onCompleted();
        return ((ServerReflectionResponse) answer)
                .getListServicesResponse().getServiceList().stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    private static InspectMatchRequest inspect(final String matchId) {
        return InspectMatchRequest.newBuilder().setMatchId(matchId).build();
    }

    private static int readOrEnd(final Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (final java.net.SocketException reset) {
            return -1;
        }
    }

    /** Messages and failures in their order. */
    private static final class Collector<T> implements StreamObserver<T> {
        private final BlockingQueue<Object> seen;

        private Collector(final BlockingQueue<Object> seen) {
            this.seen = seen;
        }

        @Override
        public void onNext(final T message) {
            seen.add(message);
        }

        @Override
        public void onError(final Throwable failure) {
            seen.add(failure);
        }

        @Override
        public void onCompleted() {
            // Nothing follows.
        }
    }
}
