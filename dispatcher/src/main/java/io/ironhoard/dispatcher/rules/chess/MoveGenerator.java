package io.ironhoard.dispatcher.rules.chess;

/**
 * Finds the legal moves of a position: pins and checks are worked out first, so that only legal moves are written down
 * and none has to be tried on the board. Scratch of one thread; allocates nothing.
 */
final class MoveGenerator {
    private static final long RANK_3 = Attacks.RANK_1 << 16;
    private static final long RANK_6 = Attacks.RANK_1 << 40;
    private static final long LAST_RANKS = Attacks.RANK_1 | Attacks.RANK_8;
    private static final long ALL = -1L;

    private final MoveList scratch = new MoveList();

    private Board board;
    private MoveList out;
    private long own;
    private long theirs;
    private long occupied;
    private int king;
    private long checkers;
    private long pinned;
    /** Where a piece other than the king may go: anywhere, or between checker and king. */
    private long targets;

    /** Write down every legal move. */
    void generate(final Board position, final MoveList moves) {
        prepare(position, moves);
        kingMoves();
        pieceMoves(ALL);
    }

    /** Whether a move, castling as the king taking its rook, is legal. */
    boolean isLegal(final Board position, final int move) {
        prepare(position, scratch);
        final long from = 1L << ChessMove.from(move);
        if ((position.kings & from) != 0) {
            kingMoves();
        } else {
            pieceMoves(from);
        }
        return scratch.contains(move);
    }

    /** Whether the side to move has a legal move. */
    boolean hasLegalMove(final Board position) {
        prepare(position, scratch);
        pieceMoves(position.pawns);
        if (scratch.size() == 0) {
            kingMoves();
        }
        if (scratch.size() == 0) {
            pieceMoves(~position.pawns);
        }
        return scratch.size() != 0;
    }

    /** Whether some pawn may really capture on the en passant square. */
    boolean hasLegalEnPassant(final Board position) {
        if (position.enPassant == Board.NO_SQUARE) {
            return false;
        }
        prepare(position, scratch);
        enPassant(ALL);
        return scratch.size() != 0;
    }

    private void prepare(final Board position, final MoveList moves) {
        board = position;
        out = moves;
        moves.clear();
        own = position.of(position.side);
        theirs = position.of(1 - position.side);
        occupied = own | theirs;
        king = position.kingOf(position.side);
        findChecksAndPins();
        if (checkers == 0) {
            targets = ~own;
        } else if ((checkers & checkers - 1) == 0) {
            targets = checkers | Attacks.between(king, Long.numberOfTrailingZeros(checkers));
        } else {
            targets = 0;
        }
    }

    private void findChecksAndPins() {
        checkers = theirs
                & (Attacks.pawn(board.side, king) & board.pawns | Attacks.knight(king) & board.knights);
        pinned = 0;
        // Looked at through our own pieces, these lines end at the first of theirs.
        long snipers = theirs
                & (Attacks.rook(king, theirs) & (board.rooks | board.queens)
                        | Attacks.bishop(king, theirs) & (board.bishops | board.queens));
        for (; snipers != 0; snipers &= snipers - 1) {
            final long inBetween = Attacks.between(king, Long.numberOfTrailingZeros(snipers)) & own;
            if (inBetween == 0) {
                checkers |= snipers & -snipers;
            } else if ((inBetween & inBetween - 1) == 0) {
                pinned |= inBetween;
            }
        }
    }

    private void pieceMoves(final long from) {
        if (board.enPassant != Board.NO_SQUARE) {
            enPassant(from);
        }
        if (targets == 0) {
            return;
        }
        pawnMoves(board.pawns & own & from);
        final long movers = own & from;
        for (long left = board.knights & movers & ~pinned; left != 0; left &= left - 1) {
            final int square = Long.numberOfTrailingZeros(left);
            addAll(square, Attacks.knight(square) & targets);
        }
        for (long left = (board.bishops | board.queens) & movers; left != 0; left &= left - 1) {
            final int square = Long.numberOfTrailingZeros(left);
            addAll(square, Attacks.bishop(square, occupied) & targets & freedom(square));
        }
        for (long left = (board.rooks | board.queens) & movers; left != 0; left &= left - 1) {
            final int square = Long.numberOfTrailingZeros(left);
            addAll(square, Attacks.rook(square, occupied) & targets & freedom(square));
        }
    }

    /** Where a pin lets a piece go: along the line of its king. */
    private long freedom(final int square) {
        return (pinned >>> square & 1) == 0 ? ALL : Attacks.line(king, square);
    }

    private void pawnMoves(final long pawns) {
        final boolean isWhite = board.side == Board.WHITE;
        final int forward = isWhite ? 8 : -8;
        // No pawn stands on a first or last rank, so nothing is rotated round the board's ends.
        final long oneStep = Long.rotateLeft(pawns, forward) & ~occupied;
        final long twoSteps = Long.rotateLeft(oneStep & (isWhite ? RANK_3 : RANK_6), forward) & ~occupied;
        final long west = Long.rotateLeft(pawns & ~Attacks.FILE_A, forward - 1) & theirs;
        final long east = Long.rotateLeft(pawns & ~Attacks.FILE_H, forward + 1) & theirs;
        addPawnMoves(oneStep & targets, forward);
        addPawnMoves(twoSteps & targets, 2 * forward);
        addPawnMoves(west & targets, forward - 1);
        addPawnMoves(east & targets, forward + 1);
    }

    private void addPawnMoves(final long squares, final int step) {
        for (long left = squares; left != 0; left &= left - 1) {
            final int to = Long.numberOfTrailingZeros(left);
            final int from = to - step;
            if ((freedom(from) >>> to & 1) == 0) {
                continue;
            }
            if ((LAST_RANKS >>> to & 1) == 0) {
                out.add(ChessMove.of(from, to, ChessMove.NO_PROMOTION));
            } else {
                for (int type = Board.KNIGHT; type <= Board.QUEEN; type++) {
                    out.add(ChessMove.of(from, to, type));
                }
            }
        }
    }

    /** Two pawns leave their squares at once, so pins and checks are looked at on the board as it would be. */
    private void enPassant(final long from) {
        final int to = board.enPassant;
        final long captured = 1L << (to ^ 8);
        long left = Attacks.pawn(1 - board.side, to) & board.pawns & own & from;
        for (; left != 0; left &= left - 1) {
            final long after = occupied & ~captured & ~(left & -left) | 1L << to;
            if ((board.attackers(king, 1 - board.side, after) & ~captured) == 0) {
                out.add(ChessMove.of(Long.numberOfTrailingZeros(left), to, ChessMove.NO_PROMOTION));
            }
        }
    }

    private void kingMoves() {
        final long withoutKing = occupied ^ 1L << king;
        for (long left = Attacks.king(king) & ~own; left != 0; left &= left - 1) {
            final int to = Long.numberOfTrailingZeros(left);
            if (!isAttacked(to, withoutKing)) {
                out.add(ChessMove.of(king, to, ChessMove.NO_PROMOTION));
            }
        }
        if (checkers == 0) {
            for (long left = board.castling & own; left != 0; left &= left - 1) {
                castle(Long.numberOfTrailingZeros(left));
            }
        }
    }

    private void castle(final int rook) {
        final int kingTo = Castling.kingTarget(king, rook);
        final int rookTo = Castling.rookTarget(king, rook);
        final long others = occupied & ~(1L << king | 1L << rook);
        final long passed = Attacks.between(king, kingTo);
        final long mustBeFree = passed | 1L << kingTo | Attacks.between(rook, rookTo) | 1L << rookTo;
        if ((mustBeFree & others) != 0) {
            return;
        }
        for (long left = passed; left != 0; left &= left - 1) {
            if (isAttacked(Long.numberOfTrailingZeros(left), occupied)) {
                return;
            }
        }
        // In Chess960 the rook may have been a shield of the square that the king goes to.
        if (!isAttacked(kingTo, others | 1L << kingTo | 1L << rookTo)) {
            out.add(ChessMove.of(king, rook, ChessMove.NO_PROMOTION));
        }
    }

    private boolean isAttacked(final int square, final long withOccupied) {
        return board.attackers(square, 1 - board.side, withOccupied) != 0;
    }

    private void addAll(final int from, final long squares) {
        for (long left = squares; left != 0; left &= left - 1) {
            out.add(ChessMove.of(from, Long.numberOfTrailingZeros(left), ChessMove.NO_PROMOTION));
        }
    }
}
