package io.ironhoard.dispatcher.rules.chess;

import org.agrona.DirectBuffer;

/** Judges positions by the FIDE Laws of Chess: what ends a game by itself, and what may be claimed. */
final class ChessReferee {
    private static final int CLAIM_OCCURRENCES = 3;
    private static final int CLAIM_HALF_MOVES = 100;
    private static final int END_OCCURRENCES = 5;
    private static final int END_HALF_MOVES = 150;
    /** A position is there again after four half moves at the earliest, and only with the same side to move. */
    private static final int FIRST_RETURN = 4;

    private final MoveGenerator generator;

    ChessReferee(final MoveGenerator generator) {
        this.generator = generator;
    }

    /**
     * How the game ends by itself (5.1.1, 5.2, 9.6).
     *
     * @param board the position.
     * @param occurrences how often it was there, this time included.
     * @return an end reason, or 0.
     */
    int end(final Board board, final int occurrences) {
        if (!generator.hasLegalMove(board)) {
            return board.isInCheck(board.side) ? ChessDescriptor.CHECKMATE : ChessDescriptor.STALEMATE;
        }
        if (Material.isDead(board)) {
            return ChessDescriptor.INSUFFICIENT_MATERIAL;
        }
        if (occurrences >= END_OCCURRENCES) {
            return ChessDescriptor.FIVEFOLD_REPETITION;
        }
        return board.halfMoves >= END_HALF_MOVES ? ChessDescriptor.SEVENTY_FIVE_MOVES : 0;
    }

    /**
     * What a claim of a draw would find (9.2, 9.3).
     *
     * @param halfMoves since the last capture or pawn move.
     * @param occurrences how often the position was there, this time included.
     * @return an end reason, or 0.
     */
    static int claim(final int halfMoves, final int occurrences) {
        if (occurrences >= CLAIM_OCCURRENCES) {
            return ChessDescriptor.THREEFOLD_REPETITION;
        }
        return halfMoves >= CLAIM_HALF_MOVES ? ChessDescriptor.FIFTY_MOVES : 0;
    }

    /**
     * How often a position was there, this time included.
     *
     * @param state the match, whose keys are compared.
     * @param index the place that the position's key has among them, or will have.
     * @param key the position's key.
     * @return 1 or more.
     */
    static int occurrences(final DirectBuffer state, final int index, final long key) {
        int occurrences = 1;
        for (int i = index - FIRST_RETURN; i >= 0; i -= 2) {
            if (ChessState.key(state, i) == key) {
                occurrences++;
            }
        }
        return occurrences;
    }

    /** How often the match's present position was there. */
    static int presentOccurrences(final DirectBuffer state) {
        final int present = ChessState.keyCount(state) - 1;
        return occurrences(state, present, ChessState.key(state, present));
    }
}
