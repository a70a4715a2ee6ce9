package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyMember;
import io.ironhoard.v1.LobbyState;
import java.util.ArrayList;
import java.util.List;

/**
 * One lobby: a state machine with a method for each request. Not thread-safe; times are passed in, in milliseconds.
 *
 * <pre>
 *     OPEN ──start──► STARTING ──started──► STARTED ──linger over──► CLOSED
 *      │ ▲                │                                            ▲
 *      │ └──start failed──┘                                            │
 *      └──last member left, or idle for too long───────────────────────┘
 * </pre>
 *
 * <p>Members sit in the order of joining and the first is the host; whoever sits behind one that leaves moves up. A
 * refused request changes nothing.
 */
final class LobbyRoom {
    private static final class Member {
        private final PlayerIdentity player;
        private boolean ready;

        private Member(final PlayerIdentity player) {
            this.player = player;
        }
    }

    private final String id;
    private final String title;
    private final ResolvedSettings settings;
    private final int seatsMax;
    private final List<Member> members = new ArrayList<>();
    private LobbyState state = LobbyState.LOBBY_STATE_OPEN;
    private MatchId matchId;
    private long revision;
    private long changedAtMs;
    private Lobby snapshot;

    LobbyRoom(
            final String id,
            final String title,
            final ResolvedSettings settings,
            final int seatsMax,
            final PlayerIdentity host,
            final long nowMs) {
        this.id = id;
        this.title = title;
        this.settings = settings;
        this.seatsMax = seatsMax;
        members.add(new Member(host));
        changed(nowMs);
    }

    String id() {
        return id;
    }

    String rules() {
        return settings.descriptor().id();
    }

    LobbyState state() {
        return state;
    }

    /** The lobby as its last change left it; immutable. */
    Lobby snapshot() {
        return snapshot;
    }

    boolean hasMember(final PlayerId player) {
        return find(player) != null;
    }

    List<PlayerId> players() {
        return members.stream().map(member -> member.player.playerId()).toList();
    }

    /** Take the next seat. Whoever sits here already keeps his. */
    void join(final PlayerIdentity player, final long nowMs) {
        requireOpen();
        if (hasMember(player.playerId())) {
            return;
        }
        if (members.size() >= seatsMax) {
            throw new RefusedException(ResultCode.LOBBY_FULL, "all " + seatsMax + " seats of the lobby are taken");
        }
        members.add(new Member(player));
        changed(nowMs);
    }

    void leave(final PlayerId player, final long nowMs) {
        final Member member = requireMember(player);
        requireOpen();
        members.remove(member);
        if (members.isEmpty()) {
            state = LobbyState.LOBBY_STATE_CLOSED;
        }
        changed(nowMs);
    }

    void setReady(final PlayerId player, final boolean ready, final long nowMs) {
        final Member member = requireMember(player);
        requireOpen();
        if (member.ready != ready) {
            member.ready = ready;
            changed(nowMs);
        }
    }

    /** The host asks for the match: from now on until {@link #started} or {@link #startFailed} nobody comes or goes. */
    MatchPlan start(final PlayerId player, final long nowMs) {
        final Member member = requireMember(player);
        requireOpen();
        if (member != members.getFirst()) {
            throw RefusedException.of(ResultCode.NOT_LOBBY_HOST);
        }
        final int seatsMin = settings.descriptor().seatsMin();
        if (members.size() < seatsMin) {
            throw new RefusedException(
                    ResultCode.LOBBY_NOT_READY,
                    members.size() + " of at least " + seatsMin + " seats are taken");
        }
        final List<String> waitingFor = members.stream()
                .filter(each -> !each.ready)
                .map(each -> each.player.name())
                .toList();
        if (!waitingFor.isEmpty()) {
            throw new RefusedException(
                    ResultCode.LOBBY_NOT_READY, "not ready yet: " + String.join(", ", waitingFor));
        }
        state = LobbyState.LOBBY_STATE_STARTING;
        changed(nowMs);
        return settings.plan(players());
    }

    void started(final MatchId match, final long nowMs) {
        requireStarting();
        matchId = match;
        state = LobbyState.LOBBY_STATE_STARTED;
        changed(nowMs);
    }

    void startFailed(final long nowMs) {
        requireStarting();
        state = LobbyState.LOBBY_STATE_OPEN;
        changed(nowMs);
    }

    /** Close the lobby where its time is over. */
    void expire(final long idleMs, final long lingerMs, final long nowMs) {
        final long livesMs = state == LobbyState.LOBBY_STATE_OPEN ? idleMs : lingerMs;
        final boolean mayExpire = state == LobbyState.LOBBY_STATE_OPEN || state == LobbyState.LOBBY_STATE_STARTED;
        if (mayExpire && nowMs - changedAtMs >= livesMs) {
            state = LobbyState.LOBBY_STATE_CLOSED;
            changed(nowMs);
        }
    }

    private void requireOpen() {
        switch (state) {
            case LOBBY_STATE_OPEN -> {}
            case LOBBY_STATE_STARTING, LOBBY_STATE_STARTED -> throw RefusedException.of(ResultCode.LOBBY_STARTED);
            default -> throw RefusedException.of(ResultCode.LOBBY_NOT_FOUND);
        }
    }

    private void requireStarting() {
        if (state != LobbyState.LOBBY_STATE_STARTING) {
            throw new IllegalStateException("lobby " + id + " is not starting but " + state);
        }
    }

    private Member requireMember(final PlayerId player) {
        final Member member = find(player);
        if (member == null) {
            throw RefusedException.of(ResultCode.NOT_LOBBY_MEMBER);
        }
        return member;
    }

    private Member find(final PlayerId player) {
        for (final Member member : members) {
            if (member.player.playerId().equals(player)) {
                return member;
            }
        }
        return null;
    }

    private void changed(final long nowMs) {
        revision++;
        changedAtMs = nowMs;
        final Lobby.Builder lobby = Lobby.newBuilder()
                .setLobbyId(id)
                .setTitle(title)
                .setState(state)
                .setSettings(settings.settings())
                .setSeatsMin(settings.descriptor().seatsMin())
                .setSeatsMax(seatsMax)
                .setMatchId(matchId == null ? "" : matchId.toString())
                .setRevision(revision);
        for (int seat = 0; seat < members.size(); seat++) {
            final Member member = members.get(seat);
            lobby.addMembers(LobbyMember.newBuilder()
                    .setPlayerId(member.player.playerId().toString())
                    .setName(member.player.name())
                    .setReady(member.ready)
                    .setSeat(seat));
        }
        if (!members.isEmpty()) {
            lobby.setHostPlayerId(members.getFirst().player.playerId().toString());
        }
        snapshot = lobby.build();
    }
}
