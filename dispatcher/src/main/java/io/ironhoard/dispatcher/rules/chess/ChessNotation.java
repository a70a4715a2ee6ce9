package io.ironhoard.dispatcher.rules.chess;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Chess as people and other programs write it: FEN, UCI's move text, the legal moves of a state. For tools that replay,
 * watch or test; any thread, may allocate.
 */
public final class ChessNotation {
    private static final String WHITE_PIECES = "PNBRQK";
    private static final String BLACK_PIECES = "pnbrqk";
    private static final String PROMOTIONS = " nbrq";

    private ChessNotation() {}

    /**
     * The position of a match in FEN. Castling rights are written as in X-FEN: a letter of KQkq, or the rook's file where
     * another rook stands further out. The en passant square is given only where a capture is legal.
     *
     * @param state a match's state.
     * @return six fields.
     */
    public static String fen(final DirectBuffer state) {
        final Board board = load(state);
        final StringBuilder fen = new StringBuilder();
        for (int rank = 7; rank >= 0; rank--) {
            appendRank(board, rank, fen);
            fen.append(rank > 0 ? '/' : ' ');
        }
        fen.append(board.side == Board.WHITE ? "w " : "b ");
        appendCastling(board, fen);
        fen.append(' ').append(board.enPassant == Board.NO_SQUARE ? "-" : square(board.enPassant));
        return fen.append(' ').append(board.halfMoves).append(' ').append(board.fullMoves).toString();
    }

    /**
     * The piece on a square.
     *
     * @param state a match's state.
     * @param square 0 (a1) to 63 (h8).
     * @return a letter of FEN, upper case for white; a space for an empty square.
     */
    public static char pieceAt(final DirectBuffer state, final int square) {
        return pieceAt(load(state), square);
    }

    /**
     * Every legal move, castling as the king taking its rook. None once the match has ended.
     *
     * @param state a match's state.
     * @return moves in rising order, as {@link ChessMove} has them.
     */
    public static int[] legalMoves(final DirectBuffer state) {
        return ChessState.endReason(state) == 0 ? legalMoves(load(state)) : new int[0];
    }

    static int[] legalMoves(final Board board) {
        final MoveList moves = new MoveList();
        new MoveGenerator().generate(board, moves);
        final int[] all = new int[moves.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = moves.get(i);
        }
        Arrays.sort(all);
        return all;
    }

    /**
     * A move in UCI's text, without regard to the position: castling stays the king taking its rook, as UCI has it for
     * Chess960.
     *
     * @param move a move on the board; a claim is not written.
     * @return for example {@code e2e4} or {@code e7e8q}.
     */
    public static String uci(final int move) {
        if (ChessMove.isAction(move)) {
            throw new IllegalArgumentException(
                    "0x" + Integer.toHexString(move) + " is an action, not a move on the board");
        }
        final int promotion = ChessMove.promotion(ChessMove.withoutClaim(move));
        final String suffix = promotion == ChessMove.NO_PROMOTION ? "" : PROMOTIONS.substring(promotion, promotion + 1);
        return square(ChessMove.from(move)) + square(ChessMove.to(move)) + suffix;
    }

    /**
     * A move in UCI's text as most programs want it: castling from the standard squares as the king's two steps.
     *
     * @param state the match's state before the move.
     * @param move a move on the board; a claim is not written.
     * @return for example {@code e1g1}.
     */
    public static String uci(final DirectBuffer state, final int move) {
        return uci(load(state), move);
    }

    static String uci(final Board board, final int move) {
        final int king = ChessMove.from(move);
        final int rook = ChessMove.to(move);
        final boolean castles = board.typeAt(king) == Board.KING && (board.of(board.side) >>> rook & 1) != 0;
        return castles && Castling.isStandard(king, rook)
                ? square(king) + square(Castling.kingTarget(king, rook))
                : uci(move);
    }

    /**
     * Read UCI's text. Both ways of writing castling come out as moves that the rules understand.
     *
     * @param text for example {@code e2e4}, {@code e7e8q}, {@code e1g1}, {@code e1h1}.
     * @return the move.
     * @throws IllegalArgumentException where it is no move.
     */
    public static int parseUci(final String text) {
        final int promotion = text.length() == 5 ? PROMOTIONS.indexOf(text.charAt(4)) : ChessMove.NO_PROMOTION;
        if (text.length() < 4 || text.length() > 5 || text.length() == 5 && promotion < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a move such as e2e4 or e7e8q");
        }
        return ChessMove.of(parseSquare(text, 0), parseSquare(text, 2), promotion);
    }

    private static int parseSquare(final String text, final int at) {
        final int file = text.charAt(at) - 'a';
        final int rank = text.charAt(at + 1) - '1';
        if (file < 0 || file > 7 || rank < 0 || rank > 7) {
            throw new IllegalArgumentException("'" + text + "' is not a move such as e2e4 or e7e8q");
        }
        return rank << 3 | file;
    }

    private static String square(final int square) {
        return "" + (char) ('a' + (square & 7)) + (char) ('1' + (square >> 3));
    }

    private static Board load(final DirectBuffer state) {
        final Board board = new Board();
        ChessState.load(state, board);
        return board;
    }

    private static char pieceAt(final Board board, final int square) {
        final int type = board.typeAt(square);
        if (type == Board.NO_TYPE) {
            return ' ';
        }
        return ((board.white >>> square & 1) != 0 ? WHITE_PIECES : BLACK_PIECES).charAt(type);
    }

    private static void appendRank(final Board board, final int rank, final StringBuilder fen) {
        int empty = 0;
        for (int file = 0; file < 8; file++) {
            final char piece = pieceAt(board, rank << 3 | file);
            if (piece == ' ') {
                empty++;
                continue;
            }
            if (empty > 0) {
                fen.append(empty);
                empty = 0;
            }
            fen.append(piece);
        }
        if (empty > 0) {
            fen.append(empty);
        }
    }

    private static void appendCastling(final Board board, final StringBuilder fen) {
        if (board.castling == 0) {
            fen.append('-');
        }
        for (int colour = Board.WHITE; colour <= Board.BLACK; colour++) {
            final int king = board.kingOf(colour);
            // The king's side first, as FEN has it: the h file before the a file.
            for (long left = board.castling & board.of(colour); left != 0;) {
                final int rook = 63 - Long.numberOfLeadingZeros(left);
                left ^= 1L << rook;
                final char letter = castlingLetter(board, colour, king, rook);
                fen.append(colour == Board.WHITE ? letter : Character.toLowerCase(letter));
            }
        }
    }

    private static char castlingLetter(final Board board, final int colour, final int king, final int rook) {
        final boolean isKingSide = rook > king;
        final long furtherOut = isKingSide ? -2L << rook : (1L << rook) - 1;
        final long rank = Attacks.RANK_1 << (king & 56);
        if ((board.rooks & board.of(colour) & rank & furtherOut) != 0) {
            return (char) ('A' + (rook & 7));
        }
        return isKingSide ? 'K' : 'Q';
    }
}
