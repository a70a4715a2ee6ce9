package io.ironhoard.matchmaking.config;

import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.ipc.StreamIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of sessions and lobbies: names, limits, defaults. */
public final class LobbySettings {
    /** An operator's own key. */
    public static final Setting<Optional<Path>> SESSION_KEY_FILE = Setting.optionalPath(
            "ironhoard.session.key.file",
            "The secret that session tokens are signed with, at least 32 bytes; the data folder's own where none is given.");

    /** Expiry. */
    public static final Setting<Long> SESSION_TTL_MS = Setting.wide(
            "ironhoard.session.ttl.ms", 1_000, 2_592_000_000L, 43_200_000, "How long a session token is valid.");

    /** Sign-in by name. */
    public static final Setting<Boolean> SESSION_DEVELOPMENT_ENABLED = Setting.bool(
            "ironhoard.session.development.enabled",
            true,
            "Whether anybody may sign in with a name and nothing else; where other machines connect, it must be said.");

    /** Ended sessions. */
    public static final Setting<Integer> SESSION_REVOCATIONS_MAX = Setting.integer(
            "ironhoard.session.revocations.max",
            1,
            10_000_000,
            100_000,
            "How many sessions that were ended early are remembered until their tokens expire.");

    /** Lobbies. */
    public static final Setting<Integer> LOBBIES_MAX = Setting.integer(
            "ironhoard.lobby.count.max", 1, 1_000_000, 10_000, "How many lobbies there may be at once.");

    /** Lobbies of a player. */
    public static final Setting<Integer> LOBBIES_PER_PLAYER_MAX = Setting.integer(
            "ironhoard.lobby.per.player.max", 1, 10_000, 64, "How many open lobbies a player may sit in.");

    /** Watchers. */
    public static final Setting<Integer> LOBBY_WATCHERS_MAX = Setting.integer(
            "ironhoard.lobby.watchers.max", 1, 10_000, 64, "How many streams may watch one lobby.");

    /** All watchers. */
    public static final Setting<Integer> LOBBY_WATCH_STREAMS_MAX = Setting.integer(
            "ironhoard.lobby.watch.streams.max", 1, 1_000_000, 10_000, "How many streams may watch lobbies at once.");

    /** Titles. */
    public static final Setting<Integer> LOBBY_TITLE_CHARS_MAX = Setting.integer(
            "ironhoard.lobby.title.chars.max", 1, 1_024, 64, "The longest title of a lobby.");

    /** Idle lobbies. */
    public static final Setting<Long> LOBBY_IDLE_MS = Setting.wide(
            "ironhoard.lobby.idle.ms", 1_000, 86_400_000, 600_000,
            "After which time without a change an open lobby is closed.");

    /** Started lobbies. */
    public static final Setting<Long> LOBBY_LINGER_MS = Setting.wide(
            "ironhoard.lobby.linger.ms",
            0,
            86_400_000,
            30_000,
            "How long a lobby can still be read after its match was made.");

    /** Making a match. */
    public static final Setting<Long> LOBBY_START_MS_MAX = Setting.wide(
            "ironhoard.lobby.start.ms.max", 100, 60_000, 5_000, "How long a shard may take to open a lobby's match.");

    /** Clocks. */
    public static final Setting<Long> LOBBY_CLOCK_MS_MAX = Setting.wide(
            "ironhoard.lobby.clock.ms.max",
            0,
            StreamIds.CLOCK_MS_MAX,
            StreamIds.CLOCK_MS_MAX,
            "The longest initial time, and the longest increment, that a match's clocks may have.");

    private LobbySettings() {}

    /** All of them, in the reference's order. */
    public static List<Setting<?>> all() {
        return List.of(
                SESSION_KEY_FILE,
                SESSION_TTL_MS,
                SESSION_DEVELOPMENT_ENABLED,
                SESSION_REVOCATIONS_MAX,
                LOBBIES_MAX,
                LOBBIES_PER_PLAYER_MAX,
                LOBBY_WATCHERS_MAX,
                LOBBY_WATCH_STREAMS_MAX,
                LOBBY_TITLE_CHARS_MAX,
                LOBBY_IDLE_MS,
                LOBBY_LINGER_MS,
                LOBBY_START_MS_MAX,
                LOBBY_CLOCK_MS_MAX);
    }
}
