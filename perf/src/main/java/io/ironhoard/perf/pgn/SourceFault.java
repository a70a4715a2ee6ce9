package io.ironhoard.perf.pgn;

import java.util.Optional;

/**
 * Where a source stops making sense: its moves before are good, this one is not, and what follows cannot be placed.
 *
 * @param ply which half-move, from 1; 0 where the start position is at fault.
 * @param line where it stands in the file, from 1.
 * @param kind what is wrong.
 * @param san the word.
 * @param reason one sentence for people.
 * @param attempt the move that the source seems to mean, which no rules may accept; empty where it means none.
 */
public record SourceFault(int ply, int line, Kind kind, String san, String reason, Optional<PgnMove> attempt) {
    /** What is wrong with a move. */
    public enum Kind {
        /** No legal move answers to the word. */
        ILLEGAL,
        /** More than one legal move answers to the word. */
        AMBIGUOUS,
        /** The word names no move at all. */
        UNREADABLE,
        /** The move is legal, but not what the word says of it: a capture, a check, a mate that is none. */
        CONTRADICTED,
        /** The game is longer than {@link PgnReader#PLIES_MAX}. */
        TOO_LONG,
        /** The start position is not one of ordinary chess. */
        START_POSITION
    }
}
