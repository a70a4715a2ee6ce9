package io.ironhoard.dispatcher.rules.chess;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A chess position as eight rows of eight letters, and its legal moves found the long way: everything that a piece could
 * do is tried on a copy, and what leaves the own king attacked is dropped.
 */
final class ReferenceBoard {
    static final char EMPTY = '.';
    private static final int[][] ROOK_STEPS = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};
    private static final int[][] BISHOP_STEPS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    private static final int[][] KNIGHT_STEPS =
            {{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}};

    /** By rank, then by file. */
    final char[][] squares = new char[8][8];
    /** The squares of the rooks with which castling is not forfeited, such as {@code h1}. */
    final TreeSet<String> castlingRooks = new TreeSet<>();
    boolean isWhiteToMove = true;
    /** The square that a pawn has just passed over, or {@code -}. */
    String enPassant = "-";
    int halfMoves;
    int fullMoves = 1;

    /**
     * A move, castling as the king going to its own rook.
     *
     * @param promotion a small letter, or a space.
     */
    record Move(int fromFile, int fromRank, int toFile, int toRank, char promotion) {
        static Move of(final int wire) {
            final int from = wire % 64;
            final int to = wire / 64 % 64;
            return new Move(from % 8, from / 8, to % 8, to / 8, " nbrq".charAt(wire / 4096));
        }

        int wire() {
            return fromRank * 8 + fromFile + 64 * (toRank * 8 + toFile) + 4096 * " nbrq".indexOf(promotion);
        }
    }

    ReferenceBoard() {
        for (final char[] row : squares) {
            java.util.Arrays.fill(row, EMPTY);
        }
    }

    ReferenceBoard copy() {
        final ReferenceBoard copy = new ReferenceBoard();
        for (int rank = 0; rank < 8; rank++) {
            System.arraycopy(squares[rank], 0, copy.squares[rank], 0, 8);
        }
        copy.castlingRooks.addAll(castlingRooks);
        copy.isWhiteToMove = isWhiteToMove;
        copy.enPassant = enPassant;
        copy.halfMoves = halfMoves;
        copy.fullMoves = fullMoves;
        return copy;
    }

    /** What FIDE calls the same position (9.2.2) has the same text. */
    String positionText() {
        final StringBuilder text = new StringBuilder();
        for (final char[] row : squares) {
            text.append(row).append('/');
        }
        final boolean canCapture = legalMoves().stream().anyMatch(this::isEnPassant);
        return text.append(isWhiteToMove)
                .append(castlingRooks)
                .append(canCapture ? enPassant : "-")
                .toString();
    }

    boolean isEnPassant(final Move move) {
        final char piece = squares[move.fromRank][move.fromFile];
        return Character.toLowerCase(piece) == 'p' && name(move.toFile, move.toRank).equals(enPassant);
    }

    static String name(final int file, final int rank) {
        return "" + "abcdefgh".charAt(file) + (rank + 1);
    }

    static boolean isWhite(final char piece) {
        return Character.isUpperCase(piece);
    }

    boolean isOwn(final char piece, final boolean white) {
        return piece != EMPTY && isWhite(piece) == white;
    }

    static boolean isOnBoard(final int file, final int rank) {
        return file >= 0 && file < 8 && rank >= 0 && rank < 8;
    }

    String squareOfKing(final boolean white) {
        for (int rank = 0; rank < 8; rank++) {
            for (int file = 0; file < 8; file++) {
                if (squares[rank][file] == (white ? 'K' : 'k')) {
                    return name(file, rank);
                }
            }
        }
        throw new IllegalStateException("no king");
    }

    boolean isInCheck(final boolean white) {
        final String king = squareOfKing(white);
        return countAttackers(king.charAt(0) - 'a', king.charAt(1) - '1', !white) > 0;
    }

    boolean isAttacked(final int file, final int rank, final boolean byWhite) {
        return countAttackers(file, rank, byWhite) > 0;
    }

    int countAttackers(final int file, final int rank, final boolean byWhite) {
        int attackers = 0;
        for (final int[] step : ROOK_STEPS) {
            attackers += isPiece(firstSeen(file, rank, step), byWhite, "rq") ? 1 : 0;
        }
        for (final int[] step : BISHOP_STEPS) {
            attackers += isPiece(firstSeen(file, rank, step), byWhite, "bq") ? 1 : 0;
        }
        for (final int[] step : KNIGHT_STEPS) {
            attackers += isPiece(at(file + step[0], rank + step[1]), byWhite, "n") ? 1 : 0;
        }
        for (int df = -1; df <= 1; df++) {
            for (int dr = -1; dr <= 1; dr++) {
                attackers += isPiece(at(file + df, rank + dr), byWhite, "k") ? 1 : 0;
            }
        }
        final int pawnRank = byWhite ? rank - 1 : rank + 1;
        attackers += isPiece(at(file - 1, pawnRank), byWhite, "p") ? 1 : 0;
        attackers += isPiece(at(file + 1, pawnRank), byWhite, "p") ? 1 : 0;
        return attackers;
    }

    private char at(final int file, final int rank) {
        return isOnBoard(file, rank) ? squares[rank][file] : EMPTY;
    }

    private static boolean isPiece(final char piece, final boolean white, final String types) {
        return piece != EMPTY && isWhite(piece) == white && types.indexOf(Character.toLowerCase(piece)) >= 0;
    }

    private char firstSeen(final int file, final int rank, final int[] step) {
        int f = file + step[0];
        int r = rank + step[1];
        while (isOnBoard(f, r) && squares[r][f] == EMPTY) {
            f += step[0];
            r += step[1];
        }
        return at(f, r);
    }

    List<Move> legalMoves() {
        final List<Move> legal = new ArrayList<>();
        for (final Move move : possibleMoves()) {
            final ReferenceBoard after = copy();
            after.play(move);
            if (!after.isInCheck(isWhiteToMove)) {
                legal.add(move);
            }
        }
        return legal;
    }

    private List<Move> possibleMoves() {
        final List<Move> moves = new ArrayList<>();
        for (int rank = 0; rank < 8; rank++) {
            for (int file = 0; file < 8; file++) {
                if (isOwn(squares[rank][file], isWhiteToMove)) {
                    addMovesOf(file, rank, moves);
                }
            }
        }
        return moves;
    }

    private void addMovesOf(final int file, final int rank, final List<Move> moves) {
        switch (Character.toLowerCase(squares[rank][file])) {
            case 'p' -> addPawnMoves(file, rank, moves);
            case 'n' -> addSteps(file, rank, KNIGHT_STEPS, 1, moves);
            case 'b' -> addSteps(file, rank, BISHOP_STEPS, 7, moves);
            case 'r' -> addSteps(file, rank, ROOK_STEPS, 7, moves);
            case 'q' -> {
                addSteps(file, rank, BISHOP_STEPS, 7, moves);
                addSteps(file, rank, ROOK_STEPS, 7, moves);
            }
            default -> {
                addSteps(file, rank, BISHOP_STEPS, 1, moves);
                addSteps(file, rank, ROOK_STEPS, 1, moves);
                addCastling(file, rank, moves);
            }
        }
    }

    private void addSteps(
            final int file, final int rank, final int[][] steps, final int reach, final List<Move> moves) {
        for (final int[] step : steps) {
            for (int n = 1; n <= reach; n++) {
                final int f = file + n * step[0];
                final int r = rank + n * step[1];
                if (!isOnBoard(f, r) || isOwn(squares[r][f], isWhiteToMove)) {
                    break;
                }
                moves.add(new Move(file, rank, f, r, ' '));
                if (squares[r][f] != EMPTY) {
                    break;
                }
            }
        }
    }

    private void addPawnMoves(final int file, final int rank, final List<Move> moves) {
        final int up = isWhiteToMove ? 1 : -1;
        if (at(file, rank + up) == EMPTY) {
            addPawnMove(file, rank, file, rank + up, moves);
            final boolean isAtHome = rank == (isWhiteToMove ? 1 : 6);
            if (isAtHome && at(file, rank + 2 * up) == EMPTY) {
                addPawnMove(file, rank, file, rank + 2 * up, moves);
            }
        }
        for (int f = file - 1; f <= file + 1; f += 2) {
            final boolean captures = isOwn(at(f, rank + up), !isWhiteToMove);
            if (captures || isOnBoard(f, rank + up) && name(f, rank + up).equals(enPassant)) {
                addPawnMove(file, rank, f, rank + up, moves);
            }
        }
    }

    private static void addPawnMove(
            final int file, final int rank, final int toFile, final int toRank, final List<Move> moves) {
        final String promotions = toRank == 0 || toRank == 7 ? "nbrq" : " ";
        for (final char promotion : promotions.toCharArray()) {
            moves.add(new Move(file, rank, toFile, toRank, promotion));
        }
    }

    /** FIDE Laws 3.8 and Guidelines II (Chess960): free squares, none attacked that the king crosses or reaches. */
    private void addCastling(final int king, final int rank, final List<Move> moves) {
        for (int rook = 0; rook < 8; rook++) {
            final boolean isOwnRook = squares[rank][rook] == (isWhiteToMove ? 'R' : 'r');
            if (!isOwnRook || !castlingRooks.contains(name(rook, rank))) {
                continue;
            }
            final int kingTo = rook > king ? 6 : 2;
            final int rookTo = rook > king ? 5 : 3;
            boolean isAllowed = true;
            for (int file = 0; file < 8; file++) {
                final boolean kingPasses = isWithin(file, king, kingTo);
                final boolean isInTheWay = squares[rank][file] != EMPTY && file != king && file != rook;
                isAllowed &= !(isInTheWay && (kingPasses || isWithin(file, rook, rookTo)));
                isAllowed &= !(kingPasses && isAttacked(file, rank, !isWhiteToMove));
            }
            if (isAllowed) {
                moves.add(new Move(king, rank, rook, rank, ' '));
            }
        }
    }

    private static boolean isWithin(final int file, final int one, final int other) {
        return file >= Math.min(one, other) && file <= Math.max(one, other);
    }

    void play(final Move move) {
        final char piece = squares[move.fromRank][move.fromFile];
        final char target = squares[move.toRank][move.toFile];
        final char type = Character.toLowerCase(piece);
        final boolean castles = type == 'k' && isOwn(target, isWhiteToMove);
        final boolean captures = target != EMPTY && !castles;
        if (isEnPassant(move)) {
            squares[move.fromRank][move.toFile] = EMPTY;
        }
        squares[move.fromRank][move.fromFile] = EMPTY;
        squares[move.toRank][move.toFile] = EMPTY;
        if (castles) {
            squares[move.toRank][move.toFile > move.fromFile ? 6 : 2] = piece;
            squares[move.toRank][move.toFile > move.fromFile ? 5 : 3] = target;
        } else {
            squares[move.toRank][move.toFile] = move.promotion == ' ' ? piece : promoted(move.promotion);
        }
        final boolean isTwoSteps = type == 'p' && Math.abs(move.toRank - move.fromRank) == 2;
        enPassant = isTwoSteps ? name(move.fromFile, (move.fromRank + move.toRank) / 2) : "-";
        halfMoves = type == 'p' || captures ? 0 : halfMoves + 1;
        fullMoves += isWhiteToMove ? 0 : 1;
        castlingRooks.remove(name(move.fromFile, move.fromRank));
        castlingRooks.remove(name(move.toFile, move.toRank));
        if (type == 'k') {
            castlingRooks.removeIf(rook -> rook.endsWith(isWhiteToMove ? "1" : "8"));
        }
        isWhiteToMove = !isWhiteToMove;
    }

    private char promoted(final char type) {
        return isWhiteToMove ? Character.toUpperCase(type) : type;
    }
}
