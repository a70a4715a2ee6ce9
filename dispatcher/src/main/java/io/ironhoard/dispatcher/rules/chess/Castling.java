package io.ironhoard.dispatcher.rules.chess;

/** Where castling takes king and rook, the same in chess and Chess960: c and d file, or g and f file. */
final class Castling {
    private static final int FILE_C = 2;
    private static final int FILE_D = 3;
    private static final int FILE_E = 4;
    private static final int FILE_F = 5;
    private static final int FILE_G = 6;
    private static final int FILE_H = 7;

    private Castling() {}

    static int kingTarget(final int king, final int rook) {
        return king & 56 | (rook > king ? FILE_G : FILE_C);
    }

    static int rookTarget(final int king, final int rook) {
        return king & 56 | (rook > king ? FILE_F : FILE_D);
    }

    /** Whether king and rook stand where they stand in standard chess, so that e1g1 can mean castling. */
    static boolean isStandard(final int king, final int rook) {
        return (king & 7) == FILE_E && ((rook & 7) == 0 || (rook & 7) == FILE_H);
    }

    /**
     * The king's two steps from the e file, written as the king taking its rook; any other move as it is.
     *
     * @param board the position before the move.
     * @param move the move as submitted, without a claim.
     * @return the move as the generator knows it.
     */
    static int normalise(final Board board, final int move) {
        final int from = ChessMove.from(move);
        final int to = ChessMove.to(move);
        if ((from & 7) != FILE_E || Math.abs(to - from) != 2 || (board.kings >>> from & 1) == 0) {
            return move;
        }
        final int rook = from & 56 | (to > from ? FILE_H : 0);
        final boolean hasRight = (board.castling & board.of(board.side) & 1L << rook) != 0;
        return hasRight ? ChessMove.of(from, rook, ChessMove.promotion(move)) : move;
    }
}
