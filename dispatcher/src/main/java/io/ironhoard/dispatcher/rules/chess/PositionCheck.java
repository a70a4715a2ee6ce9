package io.ironhoard.dispatcher.rules.chess;

/**
 * Whether a position can be played from: one king each, no more pieces than pawns can become, rights that fit, nobody in
 * check who is not to move. It is not proved that a game leads there. The limit of pieces keeps the legal moves under the
 * 218 that are known to be the most.
 */
final class PositionCheck {
    private static final int HALF_MOVES_END = 150;
    private static final long DARK_SQUARES = 0xAA55_AA55_AA55_AA55L;
    private static final int PAWNS_MAX = 8;

    /** What the pieces alone tell. */
    FenFault men(final Board board) {
        if (Long.bitCount(board.kings & board.white) != 1 || Long.bitCount(board.kings & board.black) != 1) {
            return FenFault.KINGS;
        }
        if ((board.pawns & (Attacks.RANK_1 | Attacks.RANK_8)) != 0) {
            return FenFault.PAWN_RANK;
        }
        return areTooMany(board, board.white) || areTooMany(board, board.black) ? FenFault.MEN : FenFault.NONE;
    }

    /** What side to move, rights and counters add. */
    FenFault rest(final Board board) {
        if (!isEnPassantPossible(board)) {
            return FenFault.EN_PASSANT_SQUARE;
        }
        if (board.isInCheck(1 - board.side)) {
            return FenFault.IN_CHECK;
        }
        final int king = board.kingOf(board.side);
        if (Long.bitCount(board.attackers(king, 1 - board.side, board.occupied())) > 2) {
            return FenFault.CHECKERS;
        }
        return board.halfMoves >= HALF_MOVES_END ? FenFault.CLOCK : FenFault.NONE;
    }

    /** Whether king and rook are where a game can have begun: on the first rank, the king not in a corner. */
    boolean mayCastle(final Board board, final int colour, final int rook) {
        final int king = board.kingOf(colour);
        final int home = colour == Board.WHITE ? 0 : 56;
        final boolean isKingHome = (king & 56) == home && (king & 7) != 0 && (king & 7) != 7;
        return isKingHome && (board.rooks & board.of(colour) & 1L << rook) != 0;
    }

    private static boolean areTooMany(final Board board, final long own) {
        final int promoted = more(own & board.queens, 1)
                + more(own & board.rooks, 2)
                + more(own & board.knights, 2)
                + more(own & board.bishops & DARK_SQUARES, 1)
                + more(own & board.bishops & ~DARK_SQUARES, 1);
        return Long.bitCount(own & board.pawns) + promoted > PAWNS_MAX;
    }

    private static int more(final long pieces, final int atStart) {
        return Math.max(0, Long.bitCount(pieces) - atStart);
    }

    private static boolean isEnPassantPossible(final Board board) {
        if (board.enPassant == Board.NO_SQUARE) {
            return true;
        }
        final int passed = board.enPassant;
        final boolean isWhiteToMove = board.side == Board.WHITE;
        final boolean isRank = passed >> 3 == (isWhiteToMove ? 5 : 2);
        final long pawn = 1L << (passed ^ 8);
        final long left = 1L << (passed + (isWhiteToMove ? 8 : -8) & 63);
        return isRank
                && board.halfMoves == 0
                && (board.pawns & board.of(1 - board.side) & pawn) != 0
                && (board.occupied() & (1L << passed | left)) == 0;
    }
}
