package io.ironhoard.matchmaking.gateway.grpc;

/**
 * Limits of spectators' streams. Immutable; checked where the settings are read.
 *
 * @param delayMs by how much they see later what happens.
 * @param streamsMax the most streams of this gateway.
 * @param streamsPerMatchMax the most streams of one match at this gateway.
 * @param streamsPerPlayerMax the most streams of one player at this gateway.
 * @param requestTimeoutMs how long a call may wait with its request.
 * @param behindMaxMs how long a reader may stay behind what it may see before it is cut off.
 * @param endLingerMs how long a stream stays open after its match's last event, where the client does not end it.
 */
public record SpectateConfig(
        int delayMs,
        int streamsMax,
        int streamsPerMatchMax,
        int streamsPerPlayerMax,
        int requestTimeoutMs,
        int behindMaxMs,
        int endLingerMs) {}
