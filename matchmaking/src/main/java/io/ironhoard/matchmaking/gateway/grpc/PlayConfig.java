package io.ironhoard.matchmaking.gateway.grpc;

/**
 * Limits of play streams. Immutable; checked where the settings are read.
 *
 * @param movesInFlightMax how many moves of a stream may be unanswered; the shard's own limit holds too.
 * @param streamsMax the most streams of this gateway.
 * @param streamsPerPlayerMax the most streams of one player at this gateway.
 * @param joinTimeoutMs how long a stream may wait with its first frame.
 * @param behindMaxMs how long a reader may stay behind the events before it is cut off.
 * @param endLingerMs how long a stream stays open after its match's last event, where the client does not end it.
 */
public record PlayConfig(
        int movesInFlightMax,
        int streamsMax,
        int streamsPerPlayerMax,
        int joinTimeoutMs,
        int behindMaxMs,
        int endLingerMs) {}
