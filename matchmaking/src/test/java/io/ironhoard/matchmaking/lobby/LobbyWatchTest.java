package io.ironhoard.matchmaking.lobby;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.ironhoard.matchmaking.launcher.RunningNode;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.LeaveLobbyRequest;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.LobbyServiceGrpc.LobbyServiceBlockingStub;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.StartLobbyRequest;
import io.ironhoard.v1.WatchLobbyRequest;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
final class LobbyWatchTest {
    private static final int CHANGES = 2_000;

    @TempDir
    private Path data;

    private RunningNode node;
    private LobbyServiceBlockingStub ada;
    private LobbyServiceBlockingStub bob;

    @BeforeEach
    void startTheNode() throws StartRefusedException, InterruptedException {
        start("ironhoard.lobby.linger.ms", "0");
    }

    @AfterEach
    void stopTheNode() {
        node.close();
    }

    @Test
    void shouldShowALobbyAsItIsAndThenEachChangeUntilItCloses() throws InterruptedException {
        final String id = create();
        final Watch watch = new Watch(node.channel(), token(), id, Integer.MAX_VALUE);

        final Lobby first = watch.next();
        assertThat(first.getMembersCount()).isEqualTo(1);
        bob.joinLobby(JoinLobbyRequest.newBuilder().setLobbyId(id).build());
        assertThat(watch.next().getMembersCount()).isEqualTo(2);
        ready(ada, id, true);
        ready(bob, id, true);
        ada.startLobby(StartLobbyRequest.newBuilder().setLobbyId(id).build());
        Lobby last = first;
        for (Lobby next = watch.next(); next != null; next = watch.next()) {
            assertThat(next.getRevision()).isGreaterThan(last.getRevision());
            if (next.getState() == LobbyState.LOBBY_STATE_STARTED) {
                assertThat(next.getMatchId()).hasSize(32);
            }
            last = next;
        }
        assertThat(last.getState()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
        assertThat(watch.end()).isEqualTo(Status.Code.OK);
    }

    @Test
    void shouldKeepOnlyTheNewestStateForAReaderThatStaysBehind() throws InterruptedException {
        final String id = create();
        final ManagedChannel narrow = NettyChannelBuilder.forTarget(node.node().players())
                .usePlaintext()
                .flowControlWindow(NettyChannelBuilder.DEFAULT_FLOW_CONTROL_WINDOW / 16)
                .build();
        try {
            final Watch watch = new Watch(narrow, token(), id, 1);
            assertThat(watch.next().getRevision()).isEqualTo(1);
            long revision = 1;
            for (int i = 0; i < CHANGES; i++) {
                revision = ready(ada, id, i % 2 == 0);
            }
            assertThat(revision).isEqualTo(CHANGES + 1);

            ada.leaveLobby(LeaveLobbyRequest.newBuilder().setLobbyId(id).build());
            watch.readOn();

            int seen = 0;
            Lobby last = null;
            for (Lobby next = watch.next(); next != null; next = watch.next()) {
                last = next;
                seen++;
            }
            assertThat(last.getRevision()).isEqualTo(revision + 1);
            assertThat(last.getState()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
            assertThat(seen).isLessThan(CHANGES);
        } finally {
            narrow.shutdownNow();
        }
    }

    @Test
    void shouldLetSoManyWatchOneLobbyAndSoManyAllOfThem() throws StartRefusedException, InterruptedException {
        node.close();
        start("ironhoard.lobby.watchers.max", "2", "ironhoard.lobby.watch.streams.max", "3");
        final String one = create();
        final String two = create();
        final Watch first = new Watch(node.channel(), token(), one, Integer.MAX_VALUE);
        final Watch second = new Watch(node.channel(), token(), one, Integer.MAX_VALUE);
        first.next();
        second.next();

        assertThat(new Watch(node.channel(), token(), one, 1).refusal()).isEqualTo(ResultCode.STREAMS_FULL);
        new Watch(node.channel(), token(), two, 1).next();
        assertThat(new Watch(node.channel(), token(), two, 1).refusal()).isEqualTo(ResultCode.STREAMS_FULL);

        // Who stops watching makes room; the server hears of it in its own time.
        first.cancel();
        Lobby shown = null;
        while (shown == null) {
            shown = new Watch(node.channel(), token(), two, 1).next();
        }
        assertThat(shown.getLobbyId()).isEqualTo(two);
    }

    @Test
    void shouldRefuseToWatchALobbyThatIsNotThere() throws InterruptedException {
        assertThat(new Watch(node.channel(), token(), "0".repeat(32), 1).refusal())
                .isEqualTo(ResultCode.LOBBY_NOT_FOUND);
    }

    @Test
    void shouldCloseALobbyThatNobodyChangesForTheIdleTime() throws StartRefusedException, InterruptedException {
        node.close();
        start("ironhoard.lobby.idle.ms", "1000");
        final Watch watch = new Watch(node.channel(), token(), create(), Integer.MAX_VALUE);

        assertThat(watch.next().getState()).isEqualTo(LobbyState.LOBBY_STATE_OPEN);
        assertThat(watch.next().getState()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
    }

    private void start(final String... settings) throws StartRefusedException, InterruptedException {
        node = RunningNode.start(data, settings);
        ada = node.lobbies("ada");
        bob = node.lobbies("bob");
    }

    private String token() {
        return node.signIn("watcher").getToken();
    }

    private String create() {
        return ada.createLobby(CreateLobbyRequest.newBuilder()
                .setTitle("x".repeat(64))
                .setSettings(MatchSettings.newBuilder().setRules("chess"))
                .build())
                .getLobbyId();
    }

    private static long ready(final LobbyServiceBlockingStub player, final String id, final boolean ready) {
        return player.setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(ready).build())
                .getRevision();
    }

    /** A stream that reads as much as it is told to. */
    private static final class Watch implements ClientResponseObserver<WatchLobbyRequest, Lobby> {
        private final BlockingQueue<Lobby> seen = new LinkedBlockingQueue<>();
        private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
        private final int readAhead;
        private ClientCallStreamObserver<WatchLobbyRequest> call;

        private Watch(final ManagedChannel channel, final String token, final String lobbyId, final int readAhead) {
            this.readAhead = readAhead;
            RunningNode.withToken(LobbyServiceGrpc.newStub(channel), token)
                    .watchLobby(WatchLobbyRequest.newBuilder().setLobbyId(lobbyId).build(), this);
        }

        @Override
        public void beforeStart(final ClientCallStreamObserver<WatchLobbyRequest> stream) {
            call = stream;
            stream.disableAutoRequestWithInitial(readAhead);
        }

        @Override
        public void onNext(final Lobby lobby) {
            seen.add(lobby);
        }

        @Override
        public void onError(final Throwable failure) {
            ended.complete(failure);
        }

        @Override
        public void onCompleted() {
            ended.complete(Status.OK.asRuntimeException());
        }

        /** The next state; null where the stream ended. */
        private Lobby next() throws InterruptedException {
            for (int tenths = 0; tenths < 300; tenths++) {
                final boolean over = ended.isDone();
                final Lobby lobby = seen.poll(100, TimeUnit.MILLISECONDS);
                if (lobby != null || over) {
                    return lobby;
                }
            }
            throw new AssertionError("nothing more was shown, and the stream goes on");
        }

        private void readOn() {
            call.request(Integer.MAX_VALUE);
        }

        private void cancel() {
            call.cancel("enough seen", null);
        }

        private Status.Code end() {
            return Status.fromThrowable(ended.join()).getCode();
        }

        private ResultCode refusal() {
            return RunningNode.code((StatusRuntimeException) ended.join());
        }
    }
}
