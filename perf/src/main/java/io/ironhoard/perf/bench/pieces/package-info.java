/**
 * {@code bench pieces}: what a move costs the processor, as a whole and piece by piece, in one process and without a stream.
 * {@link io.ironhoard.perf.bench.pieces.Pieces} runs them with JMH, which starts a JVM for each; the classes that end in
 * {@code Piece} are what it measures.
 *
 * <p>JMH extends its states and fills their parameters, so these are neither final nor private. Each is used by one thread.
 * What is measured allocates nothing; what prepares it may. Depends on the dispatcher's engine, {@code proto}, the arena and
 * {@code bench.shard}'s moves.
 */
package io.ironhoard.perf.bench.pieces;
