package io.ironhoard.dispatcher.rules.perft;

/**
 * A count that came out otherwise than it is known.
 *
 * @param epd the position.
 * @param depth half moves.
 * @param expected the known count.
 * @param actual what was counted.
 */
public record PerftMismatch(String epd, int depth, long expected, long actual) {}
