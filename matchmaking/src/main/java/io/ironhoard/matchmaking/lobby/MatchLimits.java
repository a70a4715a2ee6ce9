package io.ironhoard.matchmaking.lobby;

/**
 * What the settings of a match may ask for, in milliseconds: each a setting of the process.
 *
 * @param clockMaxMs the longest initial time and the longest increment of a clock.
 * @param abandonGraceMs how long a seat may stay away where the match says nothing.
 * @param abandonGraceMaxMs the longest that a match may ask for.
 */
public record MatchLimits(long clockMaxMs, long abandonGraceMs, long abandonGraceMaxMs) {}
