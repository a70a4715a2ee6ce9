package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyState;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All lobbies of this process. Thread-safe: one lock over all of them, held for microseconds and never while anything is
 * waited for; watchers are told after it was left. A limit on everything that callers can make more of.
 */
final class LobbyHall {
    private static final int LOBBY_ID_LENGTH = 16;

    private static final class Entry {
        private final long number;
        private final LobbyRoom room;
        private final Set<LobbyWatcher> watchers = new LinkedHashSet<>();

        private Entry(final long number, final LobbyRoom room) {
            this.number = number;
            this.room = room;
        }
    }

    /**
     * Part of the list of open lobbies.
     *
     * @param lobbies in the order of their making.
     * @param last the number of the last one, to go on from.
     * @param complete whether none follow.
     */
    record Page(List<Lobby> lobbies, long last, boolean complete) {}

    private final LobbyLimits limits;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<String, Entry> byId = new HashMap<>();
    private final TreeMap<Long, Entry> byNumber = new TreeMap<>();
    private final Map<PlayerId, Integer> openLobbiesByPlayer = new HashMap<>();
    /** Lobbies that have started, the oldest first; closed ones leave it from the front. */
    private final Deque<String> started = new ArrayDeque<>();

    private long lastNumber;
    private int watcherCount;

    LobbyHall(final LobbyLimits limits) {
        this.limits = limits;
    }

    /** Lobbies that wait for their match. */
    int openCount() {
        lock.lock();
        try {
            return byId.size() - started.size();
        } finally {
            lock.unlock();
        }
    }

    Lobby create(
            final String title,
            final ResolvedSettings settings,
            final int seatsMax,
            final PlayerIdentity host,
            final long nowMs) {
        final byte[] id = new byte[LOBBY_ID_LENGTH];
        random.nextBytes(id);
        final String lobbyId = HexFormat.of().formatHex(id);
        makeRoom(nowMs);
        lock.lock();
        try {
            if (byId.size() >= limits.lobbiesMax()) {
                throw new RefusedException(
                        ResultCode.LOBBIES_FULL, "the server has " + limits.lobbiesMax() + " lobbies already");
            }
            sitDown(host.playerId());
            final Entry entry =
                    new Entry(++lastNumber, new LobbyRoom(lobbyId, title, settings, seatsMax, host, nowMs));
            byId.put(lobbyId, entry);
            byNumber.put(entry.number, entry);
            return entry.room.snapshot();
        } finally {
            lock.unlock();
        }
    }

    /** A lobby that only lingers makes room for one that is wanted. */
    private void makeRoom(final long nowMs) {
        final String oldest;
        lock.lock();
        try {
            oldest = byId.size() >= limits.lobbiesMax() ? started.peek() : null;
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            expire(oldest, limits.idleMs(), 0, nowMs);
        }
    }

    Lobby get(final String lobbyId) {
        lock.lock();
        try {
            return find(lobbyId).room.snapshot();
        } finally {
            lock.unlock();
        }
    }

    Lobby join(final String lobbyId, final PlayerIdentity player, final long nowMs) {
        return change(lobbyId, room -> {
            if (room.hasMember(player.playerId())) {
                room.join(player, nowMs);
                return;
            }
            sitDown(player.playerId());
            try {
                room.join(player, nowMs);
            } catch (final RefusedException e) {
                standUp(player.playerId());
                throw e;
            }
        });
    }

    Lobby leave(final String lobbyId, final PlayerId player, final long nowMs) {
        return change(lobbyId, room -> {
            room.leave(player, nowMs);
            standUp(player);
        });
    }

    Lobby setReady(final String lobbyId, final PlayerId player, final boolean ready, final long nowMs) {
        return change(lobbyId, room -> room.setReady(player, ready, nowMs));
    }

    MatchPlan start(final String lobbyId, final PlayerId player, final long nowMs) {
        final List<MatchPlan> plan = new ArrayList<>(1);
        change(lobbyId, room -> plan.add(room.start(player, nowMs)));
        return plan.getFirst();
    }

    Lobby started(final String lobbyId, final MatchId matchId, final long nowMs) {
        return change(lobbyId, room -> {
            room.started(matchId, nowMs);
            room.players().forEach(this::standUp);
            started.add(lobbyId);
        });
    }

    void startFailed(final String lobbyId, final long nowMs) {
        change(lobbyId, room -> room.startFailed(nowMs));
    }

    /**
     * @param rules only lobbies of this rule set; empty for all.
     * @param after the number of the last one seen; 0 to begin.
     * @param size how many.
     * @return open lobbies.
     */
    Page list(final String rules, final long after, final int size) {
        final List<Lobby> lobbies = new ArrayList<>();
        lock.lock();
        try {
            long last = after;
            for (final Entry entry : byNumber.tailMap(after, false).values()) {
                if (entry.room.state() != LobbyState.LOBBY_STATE_OPEN
                        || !rules.isEmpty() && !rules.equals(entry.room.rules())) {
                    continue;
                }
                if (lobbies.size() == size) {
                    return new Page(lobbies, last, false);
                }
                lobbies.add(entry.room.snapshot());
                last = entry.number;
            }
            return new Page(lobbies, last, true);
        } finally {
            lock.unlock();
        }
    }

    /** Show a lobby to a watcher, now and after each change, until it closes or {@link #unwatch} is called. */
    void watch(final String lobbyId, final LobbyWatcher watcher) {
        final Lobby now;
        lock.lock();
        try {
            final Entry entry = find(lobbyId);
            if (entry.watchers.size() >= limits.watchersMax()) {
                throw new RefusedException(
                        ResultCode.STREAMS_FULL, "the lobby has " + limits.watchersMax() + " watchers already");
            }
            if (watcherCount >= limits.watchStreamsMax()) {
                throw new RefusedException(
                        ResultCode.STREAMS_FULL, "all lobbies have " + limits.watchStreamsMax() + " watchers already");
            }
            entry.watchers.add(watcher);
            watcherCount++;
            now = entry.room.snapshot();
        } finally {
            lock.unlock();
        }
        watcher.show(now);
    }

    void unwatch(final String lobbyId, final LobbyWatcher watcher) {
        watcher.cancel();
        lock.lock();
        try {
            final Entry entry = byId.get(lobbyId);
            if (entry != null && entry.watchers.remove(watcher)) {
                watcherCount--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** End every watching stream: the server is stopping. */
    void endWatching() {
        final List<LobbyWatcher> watchers = new ArrayList<>();
        lock.lock();
        try {
            byId.values().forEach(entry -> {
                watchers.addAll(entry.watchers);
                entry.watchers.clear();
            });
            watcherCount = 0;
        } finally {
            lock.unlock();
        }
        watchers.forEach(watcher -> watcher.end(RefusedException.of(ResultCode.STOPPING)));
    }

    /** Close the lobbies whose time is over. Called now and then. */
    void expire(final long nowMs) {
        final List<String> all;
        lock.lock();
        try {
            all = List.copyOf(byId.keySet());
        } finally {
            lock.unlock();
        }
        // One at a time, so that nobody waits for a lock that is held for all of them.
        for (final String lobbyId : all) {
            expire(lobbyId, limits.idleMs(), limits.lingerMs(), nowMs);
        }
    }

    private void expire(final String lobbyId, final long idleMs, final long lingerMs, final long nowMs) {
        try {
            change(lobbyId, room -> {
                final boolean seated = room.state() == LobbyState.LOBBY_STATE_OPEN;
                room.expire(idleMs, lingerMs, nowMs);
                if (seated && room.state() == LobbyState.LOBBY_STATE_CLOSED) {
                    room.players().forEach(this::standUp);
                }
            });
        } catch (final RefusedException e) {
            // It was closed since the list was made.
        }
    }

    private Lobby change(final String lobbyId, final Consumer<LobbyRoom> request) {
        final Lobby after;
        final List<LobbyWatcher> watchers;
        lock.lock();
        try {
            final Entry entry = find(lobbyId);
            final long before = entry.room.snapshot().getRevision();
            request.accept(entry.room);
            after = entry.room.snapshot();
            watchers = after.getRevision() == before ? List.of() : List.copyOf(entry.watchers);
            if (after.getState() == LobbyState.LOBBY_STATE_CLOSED) {
                byId.remove(lobbyId);
                byNumber.remove(entry.number);
                watcherCount -= entry.watchers.size();
                while (!started.isEmpty() && !byId.containsKey(started.peek())) {
                    started.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        watchers.forEach(watcher -> watcher.show(after));
        return after;
    }

    private Entry find(final String lobbyId) {
        final Entry entry = byId.get(lobbyId);
        if (entry == null) {
            throw RefusedException.of(ResultCode.LOBBY_NOT_FOUND);
        }
        return entry;
    }

    private void sitDown(final PlayerId player) {
        final int count = openLobbiesByPlayer.getOrDefault(player, 0);
        if (count >= limits.lobbiesOfPlayerMax()) {
            throw new RefusedException(
                    ResultCode.LOBBIES_FULL,
                    "the player sits in " + limits.lobbiesOfPlayerMax() + " lobbies already; leave one");
        }
        openLobbiesByPlayer.put(player, count + 1);
    }

    private void standUp(final PlayerId player) {
        openLobbiesByPlayer.computeIfPresent(player, (id, count) -> count == 1 ? null : count - 1);
    }
}
