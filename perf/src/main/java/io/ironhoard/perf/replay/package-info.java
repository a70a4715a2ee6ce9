/**
 * Plays recorded games against a running server, both seats, many at once, and holds every answer, event and record
 * against what the games say.
 *
 * <p>A source (PGN, our own records) becomes {@link io.ironhoard.perf.replay.GamePlan}s on a reading thread; a slot, which
 * is a virtual thread, makes the match and checks its record; {@link io.ironhoard.perf.replay.GameRun} plays the moves on
 * the link's event loop, without locks. Allocates freely. Depends on {@code client}, {@code pgn} and {@code verify}.
 */
package io.ironhoard.perf.replay;
