package io.ironhoard.deploy.system;

import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.StartLobbyRequest;
import java.util.Iterator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A match of tic-tac-toe from the lobby to the end, by two plain players. */
final class TicTacToeMatch {
    /** The first seat takes the upper row. */
    static final List<Integer> FIRST_SEAT_WINS = List.of(0, 3, 1, 4, 2);

    private TicTacToeMatch() {}

    /** Both sit down in a lobby of the first one's gateway, and the host starts it; returns the match's id. */
    static String open(final PlainPlayer host, final PlainPlayer guest) {
        final Lobby lobby = host.lobbies().createLobby(CreateLobbyRequest.newBuilder()
                .setTitle("a test")
                .setSettings(MatchSettings.newBuilder().setRules("tic-tac-toe"))
                .build());
        final String id = lobby.getLobbyId();
        guest.lobbies().joinLobby(JoinLobbyRequest.newBuilder().setLobbyId(id).build());
        host.lobbies().setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(true).build());
        guest.lobbies().setReady(SetReadyRequest.newBuilder().setLobbyId(id).setReady(true).build());
        final Lobby started = host.lobbies().startLobby(StartLobbyRequest.newBuilder().setLobbyId(id).build());
        assertThat(started.getState()).isEqualTo(LobbyState.LOBBY_STATE_STARTED);
        assertThat(started.getMatchId()).matches("[0-9a-f]{32}");
        return started.getMatchId();
    }

    /** Plays the cells in turn; each is accepted, and both players hear each event. Returns the last event. */
    static PlayResponse play(final PlainPlayer first, final PlainPlayer second, final List<Integer> cells) {
        int index = 0;
        PlayResponse last = PlayResponse.getDefaultInstance();
        for (final Iterator<Integer> next = cells.iterator(); next.hasNext(); index++) {
            final PlainPlayer mover = index % 2 == 0 ? first : second;
            final PlayResponse answer = mover.move(next.next());
            assertThat(answer.hasAccepted()).as(answer.toString()).isTrue();
            final int at = answer.getAccepted().getIndex();
            assertThat(first.awaitEvent(at).getEvent().getHead()).isEqualTo(answer.getAccepted().getHead());
            last = second.awaitEvent(at);
            assertThat(last.getEvent().getHead()).isEqualTo(answer.getAccepted().getHead());
        }
        return last;
    }
}
