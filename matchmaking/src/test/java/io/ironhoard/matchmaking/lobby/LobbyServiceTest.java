package io.ironhoard.matchmaking.lobby;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.launcher.FakeGateway;
import io.ironhoard.matchmaking.launcher.RunningNode;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.matchmaking.session.PlayerNames;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.GetLobbyRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.LeaveLobbyRequest;
import io.ironhoard.v1.ListLobbiesRequest;
import io.ironhoard.v1.ListLobbiesResponse;
import io.ironhoard.v1.ListRulesRequest;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyMember;
import io.ironhoard.v1.LobbyServiceGrpc.LobbyServiceBlockingStub;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Rules;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.StartLobbyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
final class LobbyServiceTest {
    @TempDir
    private Path data;

    private RunningNode node;
    private LobbyServiceBlockingStub ada;
    private LobbyServiceBlockingStub bob;

    @BeforeEach
    void startTheNode() throws StartRefusedException, InterruptedException {
        start();
    }

    @AfterEach
    void stopTheNode() {
        node.close();
    }

    @Test
    void shouldTellWhatCanBePlayedWithEveryOption() {
        final List<Rules> rules =
                ada.listRules(ListRulesRequest.getDefaultInstance()).getRulesList();

        assertThat(rules).extracting(Rules::getId).containsExactly("chess", "chess", "hunt");
        final Rules chess = rules.get(1);
        assertThat(chess.getVersion()).isEqualTo(2);
        assertThat(chess.getTurnBased()).isTrue();
        assertThat(chess.getOptions(0).getName()).isEqualTo("draw_ply_max");
        assertThat(chess.getOptions(0).getMax()).isEqualTo(300);
        assertThat(chess.getOptions(0).getDefaultValue()).isEqualTo("150");
        assertThat(chess.getOptions(1).getText()).isTrue();
        assertThat(chess.getOptions(1).getMax()).isEqualTo(16);
    }

    @Test
    void shouldTakeTwoPlayersFromALobbyToAMatch() throws InterruptedException {
        final MatchSettings settings = chess().putOptions("draw_ply_max", "20")
                .setSigning(Signing.SIGNING_PLAYER)
                .setClockInitialMs(60_000)
                .setClockIncrementMs(500)
                .build();
        final String id = create(ada, settings).getLobbyId();
        assertThat(bob.joinLobby(join(id)).getMembersList())
                .extracting(LobbyMember::getName)
                .containsExactly("ada", "bob");
        ready(ada, id);
        ready(bob, id);

        final Lobby started = ada.startLobby(startOf(id));

        assertThat(started.getState()).isEqualTo(LobbyState.LOBBY_STATE_STARTED);
        assertThat(started.getMatchId()).isEqualTo(new MatchId(1, 1).toString());
        assertThat(bob.getLobby(get(id))).isEqualTo(started);
        final FakeGateway.Request request = node.gateway().requests().poll(10, TimeUnit.SECONDS);
        final MatchPlan plan = request.plan();
        assertThat(plan.rules()).isEqualTo("chess");
        assertThat(plan.version()).isEqualTo(2);
        assertThat(plan.optionsEncoded())
                .isEqualTo(OptionsCodec.encode(LobbyFixtures.CHESS, Map.of("draw_ply_max", "20")));
        assertThat(plan.signing()).isEqualTo(Signing.SIGNING_PLAYER);
        assertThat(plan.clockInitialMs()).isEqualTo(60_000);
        assertThat(plan.clockIncrementMs()).isEqualTo(500);
        assertThat(plan.seats()).containsExactly(PlayerNames.playerId("ada"), PlayerNames.playerId("bob"));
        assertThat(request.thread().isVirtual()).isTrue();
    }

    @Test
    void shouldPassOnWhyAShardMadeNoMatchAndLetTheHostTryAgain() throws Exception {
        node.gateway().holdRequests();
        final String id = fullLobby();
        final CompletableFuture<Lobby> first = CompletableFuture.supplyAsync(() -> ada.startLobby(startOf(id)));
        final FakeGateway.Request request = node.gateway().requests().poll(10, TimeUnit.SECONDS);
        assertThat(bob.getLobby(get(id)).getState()).isEqualTo(LobbyState.LOBBY_STATE_STARTING);
        assertRefused(ResultCode.LOBBY_STARTED, Status.Code.FAILED_PRECONDITION, () -> bob.leaveLobby(leave(id)));

        request.answer().completeExceptionally(new RefusedException(ResultCode.MATCHES_FULL, "no room", 250));

        final StatusRuntimeException refusal =
                (StatusRuntimeException) catchThrowableOfType(java.util.concurrent.ExecutionException.class,
                        () -> first.get(10, TimeUnit.SECONDS))
                        .getCause();
        assertThat(RunningNode.problem(refusal).getCode()).isEqualTo(ResultCode.MATCHES_FULL.code());
        assertThat(RunningNode.problem(refusal).getName()).isEqualTo("MATCHES_FULL");
        assertThat(RunningNode.problem(refusal).getRetry()).isTrue();
        assertThat(RunningNode.problem(refusal).getRetryAfterMs()).isEqualTo(250);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(bob.getLobby(get(id)).getState()).isEqualTo(LobbyState.LOBBY_STATE_OPEN);

        final CompletableFuture<Lobby> second = CompletableFuture.supplyAsync(() -> ada.startLobby(startOf(id)));
        node.gateway().requests().poll(10, TimeUnit.SECONDS).answer().complete(new MatchId(1, 9));
        assertThat(second.get(10, TimeUnit.SECONDS).getMatchId()).isEqualTo(new MatchId(1, 9).toString());
    }

    @Test
    void shouldGiveUpOnAShardThatDoesNotAnswer() throws StartRefusedException, InterruptedException {
        restart("ironhoard.lobby.start.ms.max", "100");
        node.gateway().holdRequests();
        final String id = fullLobby();

        assertRefused(ResultCode.SHARD_UNAVAILABLE, Status.Code.UNAVAILABLE, () -> ada.startLobby(startOf(id)));
        assertThat(node.gateway().requests().poll(10, TimeUnit.SECONDS).answer()).isCancelled();
        assertThat(ada.getLobby(get(id)).getState()).isEqualTo(LobbyState.LOBBY_STATE_OPEN);
    }

    @Test
    void shouldNotTellClientsWhatWentWrongInside() throws Exception {
        node.gateway().holdRequests();
        final String id = fullLobby();
        final CompletableFuture<Lobby> start = CompletableFuture.supplyAsync(() -> ada.startLobby(startOf(id)));

        node.gateway().requests().poll(10, TimeUnit.SECONDS)
                .answer()
                .completeExceptionally(new IllegalStateException("secret"));

        final StatusRuntimeException refusal =
                (StatusRuntimeException) catchThrowableOfType(java.util.concurrent.ExecutionException.class,
                        () -> start.get(10, TimeUnit.SECONDS))
                        .getCause();
        assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.INTERNAL);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(refusal.getMessage()).doesNotContain("secret");
    }

    @Test
    void shouldRefuseEachWrongStepWithItsCode() {
        final String id = create(ada, chess().build()).getLobbyId();
        final String unknown = "0".repeat(32);

        assertRefused(ResultCode.LOBBY_NOT_FOUND, Status.Code.NOT_FOUND, () -> bob.joinLobby(join(unknown)));
        assertRefused(ResultCode.LOBBY_NOT_FOUND, Status.Code.NOT_FOUND, () -> bob.getLobby(get(unknown)));
        assertRefused(ResultCode.NOT_LOBBY_MEMBER, Status.Code.PERMISSION_DENIED, () -> ready(bob, id));
        assertRefused(ResultCode.NOT_LOBBY_MEMBER, Status.Code.PERMISSION_DENIED, () -> bob.leaveLobby(leave(id)));
        assertRefused(ResultCode.LOBBY_NOT_READY, Status.Code.FAILED_PRECONDITION, () -> ada.startLobby(startOf(id)));
        bob.joinLobby(join(id));
        assertRefused(ResultCode.NOT_LOBBY_HOST, Status.Code.PERMISSION_DENIED, () -> bob.startLobby(startOf(id)));
        assertRefused(ResultCode.LOBBY_FULL, Status.Code.RESOURCE_EXHAUSTED,
                () -> node.lobbies("cy").joinLobby(join(id)));
        ready(ada, id);
        ready(bob, id);
        ada.startLobby(startOf(id));
        assertRefused(ResultCode.LOBBY_STARTED, Status.Code.FAILED_PRECONDITION, () -> ada.startLobby(startOf(id)));
    }

    @Test
    void shouldNameTheOptionAndWhatIsAllowedInItsRefusal() {
        final StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> create(ada, chess().putOptions("draw_ply_max", "301").build()));

        assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.INVALID_SETTINGS);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(RunningNode.problem(refusal).getReason()).contains("draw_ply_max", "301", "0 to 300");
        assertRefused(ResultCode.RULES_NOT_FOUND, Status.Code.NOT_FOUND, () -> create(
                ada, MatchSettings.newBuilder().setRules("go").build()));
    }

    @Test
    void shouldRefuseAFieldOutsideItsLimits() {
        final CreateLobbyRequest.Builder hunt = CreateLobbyRequest.newBuilder()
                .setSettings(MatchSettings.newBuilder().setRules("hunt"));
        assertInvalid(() -> ada.createLobby(hunt.setTitle("x".repeat(65)).build()));
        assertInvalid(() -> ada.createLobby(hunt.setTitle("a\u0007b").build()));
        assertInvalid(() -> ada.createLobby(hunt.setTitle("").setSeatsMax(5).build()));
        assertInvalid(() -> ada.createLobby(hunt.setSeatsMax(1).build()));
        assertInvalid(() -> ada.listLobbies(
                ListLobbiesRequest.newBuilder().setPageSize(101).build()));
        assertInvalid(() -> ada.listLobbies(
                ListLobbiesRequest.newBuilder().setPageToken("next").build()));

        assertThat(ada.createLobby(hunt.setTitle("🙂".repeat(64)).setSeatsMax(3).build())
                .getSeatsMax())
                .isEqualTo(3);
    }

    @Test
    void shouldListOpenLobbiesPageByPage() {
        final List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(create(ada, chess().build()).getLobbyId());
        }
        create(ada, MatchSettings.newBuilder().setRules("hunt").build());
        final String closed = made.remove(3);
        ada.leaveLobby(leave(closed));

        final List<String> listed = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            final ListLobbiesResponse page = bob.listLobbies(ListLobbiesRequest.newBuilder()
                    .setRules("chess")
                    .setPageSize(2)
                    .setPageToken(token)
                    .build());
            page.getLobbiesList().forEach(lobby -> listed.add(lobby.getLobbyId()));
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());

        assertThat(listed).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
        assertThat(bob.listLobbies(ListLobbiesRequest.getDefaultInstance()).getLobbiesCount()).isEqualTo(7);
    }

    @Test
    void shouldHaveRoomForSoManyLobbiesAndNoMore() throws StartRefusedException, InterruptedException {
        restart("ironhoard.lobby.count.max", "2");
        final String one = create(ada, chess().build()).getLobbyId();
        create(bob, chess().build());

        assertRefused(ResultCode.LOBBIES_FULL, Status.Code.RESOURCE_EXHAUSTED, () -> create(ada, chess().build()));
        ada.leaveLobby(leave(one));
        create(ada, chess().build());
    }

    @Test
    void shouldCloseALobbyThatOnlyLingersForOneThatIsWanted() throws StartRefusedException, InterruptedException {
        restart("ironhoard.lobby.count.max", "2");
        final String started = fullLobby();
        final String open = create(ada, chess().build()).getLobbyId();
        ada.startLobby(startOf(started));

        final String wanted = create(bob, chess().build()).getLobbyId();

        assertRefused(ResultCode.LOBBY_NOT_FOUND, Status.Code.NOT_FOUND, () -> ada.getLobby(get(started)));
        assertThat(bob.listLobbies(ListLobbiesRequest.getDefaultInstance()).getLobbiesList())
                .extracting(Lobby::getLobbyId)
                .containsExactly(open, wanted);
        assertRefused(ResultCode.LOBBIES_FULL, Status.Code.RESOURCE_EXHAUSTED, () -> create(ada, chess().build()));
    }

    @Test
    void shouldLetAPlayerSitInSoManyLobbiesAndNoMore() throws StartRefusedException, InterruptedException {
        restart("ironhoard.lobby.per.player.max", "2");
        final String started = fullLobby();
        final String open = create(ada, chess().build()).getLobbyId();
        final String another = create(bob, chess().build()).getLobbyId();

        assertRefused(ResultCode.LOBBIES_FULL, Status.Code.RESOURCE_EXHAUSTED, () -> create(ada, chess().build()));
        assertRefused(ResultCode.LOBBIES_FULL, Status.Code.RESOURCE_EXHAUSTED, () -> ada.joinLobby(join(another)));
        // A started lobby does not count, nor one that was left, nor a join that was refused.
        ada.startLobby(startOf(started));
        bob.joinLobby(join(open));
        assertRefused(ResultCode.LOBBY_FULL, Status.Code.RESOURCE_EXHAUSTED,
                () -> node.lobbies("cy").joinLobby(join(open)));
        ada.leaveLobby(leave(open));
        create(ada, chess().build());
        create(ada, chess().build());
        assertRefused(ResultCode.LOBBIES_FULL, Status.Code.RESOURCE_EXHAUSTED, () -> create(ada, chess().build()));
    }

    private void restart(final String... settings) throws StartRefusedException, InterruptedException {
        node.close();
        start(settings);
    }

    private void start(final String... settings) throws StartRefusedException, InterruptedException {
        node = RunningNode.start(data, settings);
        ada = node.lobbies("ada");
        bob = node.lobbies("bob");
    }

    private String fullLobby() {
        final String id = create(ada, chess().build()).getLobbyId();
        bob.joinLobby(join(id));
        ready(ada, id);
        ready(bob, id);
        return id;
    }

    private static Lobby create(final LobbyServiceBlockingStub player, final MatchSettings settings) {
        return player.createLobby(CreateLobbyRequest.newBuilder()
                .setTitle("a game")
                .setSettings(settings)
                .build());
    }

    private static void ready(final LobbyServiceBlockingStub player, final String id) {
        player.setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(true).build());
    }

    private static MatchSettings.Builder chess() {
        return MatchSettings.newBuilder().setRules("chess");
    }

    private static JoinLobbyRequest join(final String id) {
        return JoinLobbyRequest.newBuilder().setLobbyId(id).build();
    }

    private static LeaveLobbyRequest leave(final String id) {
        return LeaveLobbyRequest.newBuilder().setLobbyId(id).build();
    }

    private static GetLobbyRequest get(final String id) {
        return GetLobbyRequest.newBuilder().setLobbyId(id).build();
    }

    private static StartLobbyRequest startOf(final String id) {
        return StartLobbyRequest.newBuilder().setLobbyId(id).build();
    }

    private static void assertInvalid(final ThrowingCallable call) {
        assertRefused(ResultCode.INVALID_ARGUMENT, Status.Code.INVALID_ARGUMENT, call);
    }

    private static void assertRefused(
            final ResultCode code, final Status.Code status, final ThrowingCallable call) {
        final StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(RunningNode.code(refusal)).isEqualTo(code);
        assertThat(refusal.getStatus().getCode()).isEqualTo(status);
    }
}
