package io.ironhoard.matchmaking.lobby;

/**
 * What bounds lobbies: each a setting of the process.
 *
 * @param lobbiesMax the most lobbies that are not closed.
 * @param lobbiesOfPlayerMax the most open lobbies that one player sits in.
 * @param watchersMax the most watchers of one lobby.
 * @param watchStreamsMax the most watchers of all lobbies.
 * @param titleLengthMax the longest title, in characters.
 * @param idleMs how long an open lobby lives after its last change, in milliseconds.
 * @param lingerMs how long a started lobby can still be read, in milliseconds.
 * @param startTimeoutMs how long a shard may take to open a match, in milliseconds.
 */
public record LobbyLimits(
        int lobbiesMax,
        int lobbiesOfPlayerMax,
        int watchersMax,
        int watchStreamsMax,
        int titleLengthMax,
        long idleMs,
        long lingerMs,
        long startTimeoutMs) {}
