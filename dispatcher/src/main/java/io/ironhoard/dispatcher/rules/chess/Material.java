package io.ironhoard.dispatcher.rules.chess;

/** What pieces alone decide: whether anybody can still be mated. */
final class Material {
    private static final long DARK_SQUARES = 0xAA55_AA55_AA55_AA55L;

    private Material() {}

    /**
     * Whether the position is dead by its pieces (FIDE Laws of Chess 5.2.2): bare kings; one knight; bishops of either
     * side, all on squares of one colour.
     */
    static boolean isDead(final Board board) {
        if ((board.pawns | board.rooks | board.queens) != 0) {
            return false;
        }
        return board.knights == 0
                ? areOnOneColour(board.bishops)
                : board.bishops == 0 && Long.bitCount(board.knights) == 1;
    }

    /**
     * Whether a side could mate by any series of legal moves, as far as the pieces tell (FIDE 6.9, for a flag that fell).
     *
     * @param board the position.
     * @param side who would have to mate.
     * @return false for a lone king; for a single knight against nothing but queens, since only another piece could take
     *     its own king's last square; and for bishops of one colour where nothing stands in the way on the other colour.
     */
    static boolean canMate(final Board board, final int side) {
        final long own = board.of(side);
        final long theirs = board.of(1 - side);
        if ((own & (board.pawns | board.rooks | board.queens)) != 0) {
            return true;
        }
        final long knights = own & board.knights;
        final long bishops = own & board.bishops;
        if (knights == 0) {
            final boolean canBeBlocked = (theirs & (board.pawns | board.knights)) != 0;
            return bishops != 0 && (canBeBlocked || !areOnOneColour(board.bishops));
        }
        return bishops != 0
                || Long.bitCount(knights) > 1
                || (theirs & (board.pawns | board.knights | board.bishops | board.rooks)) != 0;
    }

    private static boolean areOnOneColour(final long squares) {
        return (squares & DARK_SQUARES) == 0 || (squares & ~DARK_SQUARES) == 0;
    }
}
