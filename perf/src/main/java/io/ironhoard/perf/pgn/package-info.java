/**
 * Chess games out of PGN files: text to tokens, tokens to moves, moves checked by a library that is not our own rules.
 *
 * <p>{@link io.ironhoard.perf.pgn.PgnReader} streams a file of any size, one game in memory at a time;
 * {@link io.ironhoard.perf.pgn.GameResolver} turns what it reads into squares with the chess-game library, which makes it
 * an independent judge of legality. Runs on one reading thread and allocates freely; never on a path that is measured.
 * Depends on chess-game and on nothing else of the project.
 */
package io.ironhoard.perf.pgn;
