package io.ironhoard.dispatcher.rules.chess;

import org.agrona.DirectBuffer;

/** The legal moves of one position after the other, for whoever plays many: scratch of one thread, allocates nothing. */
public final class LegalMoves {
    private final Board board = new Board();
    private final MoveGenerator generator = new MoveGenerator();
    private final MoveList moves = new MoveList();

    /**
     * Find the moves of a position.
     *
     * @param state a match's state.
     * @return how many there are; 0 once the match has ended.
     */
    public int find(final DirectBuffer state) {
        moves.clear();
        if (ChessState.endReason(state) == 0) {
            ChessState.load(state, board);
            generator.generate(board, moves);
        }
        return moves.size();
    }

    /**
     * @param index from 0, below what {@link #find} returned.
     * @return a move as {@link ChessMove} has it, castling as the king taking its rook.
     */
    public int get(final int index) {
        return moves.get(index);
    }
}
