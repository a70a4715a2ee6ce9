package io.ironhoard.dispatcher.config;

/**
 * What a shard allows its matches.
 *
 * @param matchCountMax matches in memory in a shard.
 * @param matchEventsMax events of a match, at which the server ends it.
 * @param lingerMs how long a match stays after its end.
 * @param abandonGraceMs the grace of absent seats where a match says nothing.
 * @param abandonGraceMsMax the longest grace that a match may ask for.
 * @param movesInFlightMax K: receipts kept for each seat.
 * @param rateMovesPerS moves a second that a seat may make in the long run.
 * @param rateBurst moves that a seat may make at once beyond that rate.
 */
public record MatchLimits(
        int matchCountMax,
        int matchEventsMax,
        long lingerMs,
        long abandonGraceMs,
        long abandonGraceMsMax,
        int movesInFlightMax,
        int rateMovesPerS,
        int rateBurst) {}
