package io.ironhoard.matchmaking.gateway.feed;

/**
 * Limits of what is kept. Immutable; checked where the settings are read.
 *
 * @param historyBytesMax the most bytes of all histories together.
 * @param lingerMs how long a finished match is kept, in milliseconds.
 * @param spectateDelayMs by how much spectators see later what happens, in milliseconds.
 */
public record FeedConfig(long historyBytesMax, int lingerMs, int spectateDelayMs) {}
