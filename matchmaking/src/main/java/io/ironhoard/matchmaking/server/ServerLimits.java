package io.ironhoard.matchmaking.server;

/**
 * What bounds a gRPC server: each a setting of the process.
 *
 * @param messageBytesMax the longest message that is read.
 * @param metadataBytesMax the longest metadata of a call that is read.
 * @param connectionsMax the most connections at once; further ones are closed before their handshake.
 * @param callsPerConnectionMax the most calls of one connection at once.
 * @param callsMax the most calls at once outside {@code Play} and lobby watching.
 * @param openCallsMax the most calls at once that need no session: health and reflection.
 * @param resetsPerWindowMax the most streams that a connection may reset in a window before it is closed.
 * @param resetWindowS that window, in seconds.
 * @param flowWindowBytes what a peer may send to a call, and to a connection, before it is read.
 * @param times the times.
 */
public record ServerLimits(
        int messageBytesMax,
        int metadataBytesMax,
        int connectionsMax,
        int callsPerConnectionMax,
        int callsMax,
        int openCallsMax,
        int resetsPerWindowMax,
        int resetWindowS,
        int flowWindowBytes,
        Times times) {
    /**
     * All in milliseconds.
     *
     * @param handshakeMsMax how long a connection may take to be made, TLS included.
     * @param keepAliveMs after which silence a peer is asked for a sign of life.
     * @param keepAliveTimeoutMs how long it may take to give one.
     * @param keepAlivePermitMs how often a peer may ask.
     * @param idleMs after which time without calls a connection is closed.
     * @param ageMs after which a connection is asked to go.
     * @param ageGraceMs how long its calls may go on after that.
     */
    public record Times(
            long handshakeMsMax,
            long keepAliveMs,
            long keepAliveTimeoutMs,
            long keepAlivePermitMs,
            long idleMs,
            long ageMs,
            long ageGraceMs) {}
}
