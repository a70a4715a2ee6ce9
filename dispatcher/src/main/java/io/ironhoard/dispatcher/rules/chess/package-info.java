/**
 * Chess and Chess960, complete: legality, every way a game ends, claims and draw offers.
 *
 * <p>A move's way: {@link io.ironhoard.dispatcher.rules.chess.ChessRules} loads the match's bytes
 * ({@code ChessState}) into a scratch {@code Board}, asks the {@code MoveGenerator} whether the move is legal, plays it
 * on the scratch, judges the new position ({@code ChessReferee}), and only then writes it back. So a refused move has
 * changed nothing.
 *
 * <p>All of that runs on a shard's thread and allocates nothing after construction.
 * {@link io.ironhoard.dispatcher.rules.chess.ChessNotation} and {@link io.ironhoard.dispatcher.rules.chess.ChessPerft} are
 * for tools, on any one thread, and may allocate. Squares are numbered a1 = 0, b1 = 1 … h8 = 63; a bitboard has bit n
 * for square n. Depends on the SPI only.
 */
package io.ironhoard.dispatcher.rules.chess;
