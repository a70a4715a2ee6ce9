package io.ironhoard.perf.pgn;

/**
 * The board itself ended a game.
 *
 * @param ply after how many half-moves.
 * @param kind by which rule of the FIDE Laws.
 * @param winner the result that it makes.
 */
public record BoardEnd(int ply, Kind kind, GameResult winner) {
    /** The ends that need nobody's claim. */
    public enum Kind {
        /** Article 5.1.1. */
        CHECKMATE,
        /** Article 5.2.1. */
        STALEMATE,
        /** Article 5.2.2, as far as the material alone shows it. */
        INSUFFICIENT_MATERIAL,
        /** Article 9.6.1. */
        FIVEFOLD_REPETITION,
        /** Article 9.6.2. */
        SEVENTY_FIVE_MOVES
    }
}
