package io.ironhoard.dispatcher.rules.chess;

/**
 * A chess move as it is on the wire, 2 bytes, and everywhere else here:
 *
 * <pre>
 *   uint16, little-endian
 *    15   14      12 11          6 5           0
 *   +---+-----------+-------------+-------------+
 *   | 0 | promotion | to          | from        |   squares: a1 = 0, b1 = 1 … h8 = 63
 *   +---+-----------+-------------+-------------+
 *   | 1 | action                                |
 *   +---+---------------------------------------+
 *   promotion  0 none, 1 knight, 2 bishop, 3 rook, 4 queen, 7 none, and claim the draw that the move brings about
 *   action     1 offer a draw, 2 accept, 3 decline, 4 claim the draw that stands in the present position
 * </pre>
 *
 * <p>Castling is the king taking its own rook, which is without doubt in Chess960 too. From e1 or e8 with a rook in the
 * corner, the king's two steps (e1g1) are understood as well.
 */
public final class ChessMove {
    /** Bytes of a move. */
    public static final int LENGTH = 2;

    /** Action: offer a draw. */
    public static final int OFFER_DRAW = 0x8001;
    /** Action: accept the opponent's offer. */
    public static final int ACCEPT_DRAW = 0x8002;
    /** Action: decline the opponent's offer. */
    public static final int DECLINE_DRAW = 0x8003;
    /** Action: claim a draw by threefold repetition or the fifty-move rule in the present position. */
    public static final int CLAIM_DRAW = 0x8004;

    /** Promotion value of a move that promotes nothing. */
    public static final int NO_PROMOTION = 0;
    /** Promotion value of a move that claims the draw which it brings about. */
    public static final int CLAIM = 7;

    private static final int SQUARE_MASK = 63;
    private static final int TO_SHIFT = 6;
    private static final int PROMOTION_SHIFT = 12;
    private static final int PROMOTION_MAX = 4;
    private static final int ACTION_BIT = 0x8000;

    private ChessMove() {}

    /**
     * @param from the square that is left, 0 to 63.
     * @param to the square that is reached; the own rook's for castling.
     * @param promotion 0 to 4, or {@link #CLAIM}.
     * @return the move, 0 to 65535.
     */
    public static int of(final int from, final int to, final int promotion) {
        return from | to << TO_SHIFT | promotion << PROMOTION_SHIFT;
    }

    /** The square that a move leaves. */
    public static int from(final int move) {
        return move & SQUARE_MASK;
    }

    /** The square that a move reaches. */
    public static int to(final int move) {
        return move >>> TO_SHIFT & SQUARE_MASK;
    }

    /** A move's promotion value. */
    public static int promotion(final int move) {
        return move >>> PROMOTION_SHIFT & 7;
    }

    /** Whether this is an action and not a move on the board. */
    public static boolean isAction(final int move) {
        return (move & ACTION_BIT) != 0;
    }

    /** Whether this is a move that claims the draw which it brings about. */
    public static boolean isClaim(final int move) {
        return !isAction(move) && promotion(move) == CLAIM;
    }

    static int withoutClaim(final int move) {
        return isClaim(move) ? of(from(move), to(move), NO_PROMOTION) : move;
    }

    static boolean isWellFormed(final int move) {
        return isAction(move)
                ? move >= OFFER_DRAW && move <= CLAIM_DRAW
                : promotion(move) <= PROMOTION_MAX || promotion(move) == CLAIM;
    }
}
