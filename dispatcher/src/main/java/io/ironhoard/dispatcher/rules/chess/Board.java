package io.ironhoard.dispatcher.rules.chess;

/**
 * A position to work on: bitboards of colours and types, whose turn it is, rights, counters, and the key of all but the
 * en passant square. One is scratch of each {@link ChessRules}; the match's own bytes are {@link ChessState}'s.
 */
final class Board {
    static final int WHITE = 0;
    static final int BLACK = 1;

    static final int PAWN = 0;
    static final int KNIGHT = 1;
    static final int BISHOP = 2;
    static final int ROOK = 3;
    static final int QUEEN = 4;
    static final int KING = 5;
    static final int TYPES = 6;
    static final int NO_TYPE = 6;

    static final int NO_SQUARE = 64;

    long white;
    long black;
    long pawns;
    long knights;
    long bishops;
    long rooks;
    long queens;
    long kings;
    /** The rooks with which castling has not been forfeited. */
    long castling;
    /** Where a pawn that just made two steps may perhaps be captured, or {@link #NO_SQUARE}. */
    int enPassant;
    int side;
    /** Moves of either side since the last capture or pawn move. */
    int halfMoves;
    int fullMoves;
    /** {@link Zobrist} key without en passant, which counts only where a capture is legal. */
    long key;

    void clear() {
        white = 0;
        black = 0;
        pawns = 0;
        knights = 0;
        bishops = 0;
        rooks = 0;
        queens = 0;
        kings = 0;
        castling = 0;
        enPassant = NO_SQUARE;
        side = WHITE;
        halfMoves = 0;
        fullMoves = 1;
        key = 0;
    }

    void copyFrom(final Board other) {
        white = other.white;
        black = other.black;
        pawns = other.pawns;
        knights = other.knights;
        bishops = other.bishops;
        rooks = other.rooks;
        queens = other.queens;
        kings = other.kings;
        castling = other.castling;
        enPassant = other.enPassant;
        side = other.side;
        halfMoves = other.halfMoves;
        fullMoves = other.fullMoves;
        key = other.key;
    }

    long of(final int colour) {
        return colour == WHITE ? white : black;
    }

    long occupied() {
        return white | black;
    }

    int kingOf(final int colour) {
        return Long.numberOfTrailingZeros(kings & of(colour));
    }

    /** The type of the piece on a square, or {@link #NO_TYPE}. */
    int typeAt(final int square) {
        final long bit = 1L << square;
        if ((occupied() & bit) == 0) {
            return NO_TYPE;
        }
        if ((pawns & bit) != 0) {
            return PAWN;
        }
        if (((knights | bishops) & bit) != 0) {
            return (knights & bit) != 0 ? KNIGHT : BISHOP;
        }
        if ((rooks & bit) != 0) {
            return ROOK;
        }
        return (queens & bit) != 0 ? QUEEN : KING;
    }

    /** The pieces of a colour that attack a square when these squares are occupied. */
    long attackers(final int square, final int colour, final long occupied) {
        final long straight = Attacks.rook(square, occupied) & (rooks | queens);
        final long oblique = Attacks.bishop(square, occupied) & (bishops | queens);
        final long near = Attacks.pawn(1 - colour, square) & pawns
                | Attacks.knight(square) & knights
                | Attacks.king(square) & kings;
        return (straight | oblique | near) & of(colour);
    }

    boolean isInCheck(final int colour) {
        return attackers(kingOf(colour), 1 - colour, occupied()) != 0;
    }

    /** Put a piece on an empty square, or take it away from where it is. */
    void toggle(final int colour, final int type, final int square) {
        final long bit = 1L << square;
        if (colour == WHITE) {
            white ^= bit;
        } else {
            black ^= bit;
        }
        switch (type) {
            case PAWN -> pawns ^= bit;
            case KNIGHT -> knights ^= bit;
            case BISHOP -> bishops ^= bit;
            case ROOK -> rooks ^= bit;
            case QUEEN -> queens ^= bit;
            default -> kings ^= bit;
        }
        key ^= Zobrist.piece(colour, type, square);
    }

    /** Take castling rights away, or give them. */
    void toggleCastling(final long rookSquares) {
        castling ^= rookSquares;
        for (long left = rookSquares; left != 0; left &= left - 1) {
            key ^= Zobrist.castling(Long.numberOfTrailingZeros(left));
        }
    }

    /** The other side is to move. */
    void toggleSide() {
        side = 1 - side;
        key ^= Zobrist.blackToMove();
    }

    /**
     * Play a legal move.
     *
     * @param move the move, castling as the king taking its rook, without a claim.
     * @return whether no earlier position can come back: a pawn moved, something was captured, or a right was lost.
     */
    boolean play(final int move) {
        final int from = ChessMove.from(move);
        final int to = ChessMove.to(move);
        final int type = typeAt(from);
        final boolean castles = type == KING && (of(side) >>> to & 1) != 0;
        final int captured = castles ? NO_TYPE : typeAt(to);
        final int enPassantBefore = enPassant;
        final long lost = castling & (1L << from | 1L << to | (type == KING ? of(side) : 0));

        enPassant = NO_SQUARE;
        halfMoves++;
        fullMoves += side;
        if (lost != 0) {
            toggleCastling(lost);
        }
        if (captured != NO_TYPE) {
            toggle(1 - side, captured, to);
            halfMoves = 0;
        }
        if (castles) {
            castle(from, to);
        } else if (type == PAWN) {
            movePawn(from, to, ChessMove.promotion(move), enPassantBefore);
        } else {
            toggle(side, type, from);
            toggle(side, type, to);
        }
        toggleSide();
        return lost != 0 || halfMoves == 0;
    }

    private void castle(final int king, final int rook) {
        toggle(side, KING, king);
        toggle(side, ROOK, rook);
        toggle(side, KING, Castling.kingTarget(king, rook));
        toggle(side, ROOK, Castling.rookTarget(king, rook));
    }

    private void movePawn(final int from, final int to, final int promotion, final int enPassantBefore) {
        halfMoves = 0;
        toggle(side, PAWN, from);
        toggle(side, promotion == ChessMove.NO_PROMOTION ? PAWN : promotion, to);
        if (to == enPassantBefore) {
            toggle(1 - side, PAWN, to ^ 8);
        } else if ((from ^ to) == 16) {
            final int passed = (from + to) >>> 1;
            final boolean isNearAPawn = (Attacks.pawn(side, passed) & pawns & of(1 - side)) != 0;
            enPassant = isNearAPawn ? passed : NO_SQUARE;
        }
    }
}
