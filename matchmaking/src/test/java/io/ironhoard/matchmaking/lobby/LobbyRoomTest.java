package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyMember;
import io.ironhoard.v1.LobbyState;
import io.ironhoard.v1.MatchSettings;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class LobbyRoomTest {
    private static final long IDLE_MS = 1_000;
    private static final long LINGER_MS = 100;

    private final PlayerIdentity ada = LobbyFixtures.player(1);
    private final PlayerIdentity bob = LobbyFixtures.player(2);
    private final PlayerIdentity cy = LobbyFixtures.player(3);
    private final LobbyRoom room = new LobbyRoom("id", "title", hunt(), 3, ada, 0);

    @Test
    void shouldSeatMembersInTheOrderOfJoiningWithTheFirstAsHost() {
        room.join(bob, 1);
        room.join(cy, 2);

        final Lobby lobby = room.snapshot();
        assertThat(lobby.getMembersList()).extracting(LobbyMember::getName).containsExactly("player1", "player2",
                "player3");
        assertThat(lobby.getMembersList()).extracting(LobbyMember::getSeat).containsExactly(0, 1, 2);
        assertThat(lobby.getHostPlayerId()).isEqualTo(ada.playerId().toString());
        assertThat(lobby.getSeatsMin()).isEqualTo(2);
        assertThat(lobby.getSeatsMax()).isEqualTo(3);
    }

    @Test
    void shouldRaiseItsRevisionAtEachChangeAndAtNothingElse() {
        final long first = room.snapshot().getRevision();
        room.join(bob, 1);
        assertThat(room.snapshot().getRevision()).isEqualTo(first + 1);

        room.join(bob, 2);
        room.setReady(bob.playerId(), false, 3);
        assertRefused(ResultCode.NOT_LOBBY_MEMBER, () -> room.setReady(cy.playerId(), true, 4));
        assertThat(room.snapshot().getRevision()).isEqualTo(first + 1);
    }

    @Test
    void shouldRefuseWhoComesWhenEverySeatIsTaken() {
        room.join(bob, 1);
        room.join(cy, 2);

        assertRefused(ResultCode.LOBBY_FULL, () -> room.join(LobbyFixtures.player(4), 3));
        room.leave(bob.playerId(), 4);
        room.join(LobbyFixtures.player(4), 5);
        assertThat(room.players()).containsExactly(ada.playerId(), cy.playerId(), LobbyFixtures.player(4).playerId());
    }

    @Test
    void shouldHandTheLobbyToTheNextMemberWhereTheHostLeaves() {
        room.join(bob, 1);
        room.join(cy, 2);

        room.leave(ada.playerId(), 3);

        assertThat(room.snapshot().getHostPlayerId()).isEqualTo(bob.playerId().toString());
        assertThat(room.snapshot().getMembers(0).getSeat()).isZero();
        room.setReady(bob.playerId(), true, 4);
        room.setReady(cy.playerId(), true, 5);
        assertRefused(ResultCode.NOT_LOBBY_HOST, () -> room.start(cy.playerId(), 6));
        assertThat(room.start(bob.playerId(), 6).seats()).containsExactly(bob.playerId(), cy.playerId());
    }

    @Test
    void shouldCloseWithItsLastMember() {
        room.leave(ada.playerId(), 1);

        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
        assertRefused(ResultCode.LOBBY_NOT_FOUND, () -> room.join(bob, 2));
    }

    @Test
    void shouldStartOnlyWithEnoughMembersOfWhomEachIsReady() {
        room.setReady(ada.playerId(), true, 1);
        assertRefused(ResultCode.LOBBY_NOT_READY, () -> room.start(ada.playerId(), 2));

        room.join(bob, 3);
        final RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> room.start(ada.playerId(), 4));
        assertThat(refusal.code()).isEqualTo(ResultCode.LOBBY_NOT_READY.code());
        assertThat(refusal.reason()).contains("player2").doesNotContain("player1");

        room.setReady(bob.playerId(), true, 5);
        final MatchPlan plan = room.start(ada.playerId(), 6);
        assertThat(plan.rules()).isEqualTo("hunt");
        assertThat(plan.abandonGraceMs()).isEqualTo(60_000);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_STARTING);
    }

    @Test
    void shouldLetNobodyComeOrGoOnceItIsStarting() {
        start();

        assertRefused(ResultCode.LOBBY_STARTED, () -> room.join(cy, 9));
        assertRefused(ResultCode.LOBBY_STARTED, () -> room.leave(bob.playerId(), 9));
        assertRefused(ResultCode.LOBBY_STARTED, () -> room.setReady(bob.playerId(), false, 9));
        assertRefused(ResultCode.LOBBY_STARTED, () -> room.start(ada.playerId(), 9));

        room.started(new MatchId(7, 8), 10);
        assertThat(room.snapshot().getState()).isEqualTo(LobbyState.LOBBY_STATE_STARTED);
        assertThat(room.snapshot().getMatchId()).isEqualTo(new MatchId(7, 8).toString());
        assertRefused(ResultCode.LOBBY_STARTED, () -> room.join(cy, 11));
    }

    @Test
    void shouldOpenAgainWhereTheMatchCouldNotBeMade() {
        start();

        room.startFailed(9);

        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_OPEN);
        assertThat(room.start(ada.playerId(), 10).seats()).hasSize(2);
    }

    @Test
    void shouldCloseAnOpenLobbyOnlyWhereNothingHappenedForTheWholeIdleTime() {
        room.join(bob, 500);

        room.expire(IDLE_MS, LINGER_MS, 1_499);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_OPEN);
        room.expire(IDLE_MS, LINGER_MS, 1_500);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
    }

    @Test
    void shouldNeverCloseWhileTheMatchIsBeingMadeAndLingerAfterwards() {
        start();
        room.expire(IDLE_MS, LINGER_MS, 1_000_000);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_STARTING);

        room.started(new MatchId(7, 8), 1_000_000);
        room.expire(IDLE_MS, LINGER_MS, 1_000_099);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_STARTED);
        room.expire(IDLE_MS, LINGER_MS, 1_000_100);
        assertThat(room.state()).isEqualTo(LobbyState.LOBBY_STATE_CLOSED);
    }

    private void start() {
        room.join(bob, 1);
        room.setReady(ada.playerId(), true, 2);
        room.setReady(bob.playerId(), true, 3);
        room.start(ada.playerId(), 4);
    }

    private static ResolvedSettings hunt() {
        return new SettingsResolver(new MatchLimits(1_000_000, 60_000, 120_000))
                .resolve(MatchSettings.newBuilder().setRules("hunt").build(), List.of(LobbyFixtures.HUNT));
    }

    private static void assertRefused(final ResultCode code, final ThrowingCallable call) {
        assertThat(catchThrowableOfType(RefusedException.class, call).code()).isEqualTo(code.code());
    }
}
