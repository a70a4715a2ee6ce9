package io.ironhoard.perf.client;

import io.grpc.Channel;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetLobbyRequest;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.LobbyServiceGrpc.LobbyServiceBlockingStub;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.StartLobbyRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The calls before and after a match: a lobby filled and started, a record fetched. Each blocks its caller, which should be
 * a virtual thread; a deadline on each.
 */
public final class MatchCalls {
    private static final long TIMEOUT_MS = 20_000;
    private static final long STARTING_POLL_MS = 5;

    private MatchCalls() {}

    /**
     * Make a match: the first player hosts a lobby, the others join in the order of their seats, all are ready, it starts.
     *
     * @param channel a connection.
     * @param players one for each seat.
     * @param settings what is played.
     * @param title the lobby's title, cut to what is allowed.
     * @return the match.
     * @throws io.grpc.StatusRuntimeException where the server refuses.
     */
    public static MatchId open(
            final Channel channel,
            final List<PlayerSession> players,
            final MatchSettings settings,
            final String title) {
        final PlayerSession host = players.getFirst();
        final CreateLobbyRequest request = CreateLobbyRequest.newBuilder()
                .setTitle(title)
                .setSettings(settings)
                .setSeatsMax(players.size())
                .build();
        final String lobbyId =
                Calls.retrying(() -> stub(channel, host).createLobby(request)).getLobbyId();
        for (final PlayerSession guest : players.subList(1, players.size())) {
            final JoinLobbyRequest join =
                    JoinLobbyRequest.newBuilder().setLobbyId(lobbyId).build();
            Calls.retrying(() -> stub(channel, guest).joinLobby(join));
        }
        final SetReadyRequest ready = SetReadyRequest.newBuilder()
                .setLobbyId(lobbyId)
                .setReady(true)
                .build();
        for (final PlayerSession player : players) {
            Calls.retrying(() -> stub(channel, player).setReady(ready));
        }
        final StartLobbyRequest start =
                StartLobbyRequest.newBuilder().setLobbyId(lobbyId).build();
        return started(channel, host, Calls.retrying(() -> stub(channel, host).startLobby(start)));
    }

    /**
     * Fetch a record, waiting for it to be written.
     *
     * @param channel a connection.
     * @param player who asks.
     * @param matchId the match.
     * @param waitMs how long the record may take, in milliseconds.
     * @return the record's file.
     * @throws io.grpc.StatusRuntimeException where the server refuses or the time is over.
     */
    public static byte[] record(
            final Channel channel, final PlayerSession player, final MatchId matchId, final long waitMs) {
        final GetRecordRequest request =
                GetRecordRequest.newBuilder().setMatchId(matchId.toString()).build();
        return Calls.retrying(waitMs, () -> GameServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(player.token())
                .withDeadlineAfter(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .getRecord(request))
                .getRecord()
                .toByteArray();
    }

    private static MatchId started(final Channel channel, final PlayerSession host, final Lobby answer) {
        final GetLobbyRequest request =
                GetLobbyRequest.newBuilder().setLobbyId(answer.getLobbyId()).build();
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        Lobby lobby = answer;
        while (lobby.getState() == LobbyState.LOBBY_STATE_STARTING && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STARTING_POLL_MS));
            lobby = Calls.retrying(() -> stub(channel, host).getLobby(request));
        }
        if (lobby.getState() != LobbyState.LOBBY_STATE_STARTED) {
            throw new IllegalStateException("the lobby did not start its match: it is " + lobby.getState());
        }
        return MatchId.parse(lobby.getMatchId());
    }

    private static LobbyServiceBlockingStub stub(final Channel channel, final PlayerSession player) {
        return LobbyServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(player.token())
                .withDeadlineAfter(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
