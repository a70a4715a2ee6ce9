package io.ironhoard.matchmaking.gateway.feed;

/**
 * Limits of what is kept. Immutable; checked where the settings are read.
 *
 * @param historyBytesMax the most bytes of all histories together.
 * @param lingerMs how long a finished match is kept at least, in milliseconds.
 * @param spectateDelayMs by how much spectators see later what happens, in milliseconds.
 * @param endLingerMs how long spectators' streams stay open after the end was shown, in milliseconds.
 */
public record FeedConfig(long historyBytesMax, int lingerMs, int spectateDelayMs, int endLingerMs) {
    /** How long a finished match is kept, in milliseconds: so long, too, that newcomers can still see its end. */
    int keptMs() {
        return Math.max(lingerMs, spectateDelayMs + endLingerMs);
    }
}
