/**
 * Move generators counted against known numbers (perft), for the command line and for tests.
 *
 * <p>{@link io.ironhoard.dispatcher.rules.perft.PerftFile} reads what is known,
 * {@link io.ironhoard.dispatcher.rules.perft.PerftRunner} counts. Any thread but a shard's; allocates. Chess is the game
 * that has such numbers. Depends on the chess rules.
 */
package io.ironhoard.dispatcher.rules.perft;
