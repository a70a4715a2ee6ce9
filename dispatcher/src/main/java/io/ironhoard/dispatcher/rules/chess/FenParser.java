package io.ironhoard.dispatcher.rules.chess;

import io.ironhoard.proto.rules.OptionsView;

/**
 * Reads Forsyth–Edwards Notation (PGN standard, 16.1) strictly: six fields, one space between them, nothing else. Castling
 * rights may be written as in FEN, X-FEN or Shredder-FEN. Scratch of one thread; allocates nothing.
 */
final class FenParser {
    private static final String PIECES = "PNBRQK";
    private static final String CASTLING_LETTERS_WHITE = "KQABCDEFGH";
    private static final String CASTLING_LETTERS_BLACK = "kqabcdefgh";
    private static final int RIGHTS_OF_A_SIDE = 2;
    private static final int HALF_MOVES_MAX = 999;
    private static final int FULL_MOVES_MAX = 9999;
    /** A byte that is in no FEN, read behind the end. */
    private static final byte END = 0;

    private final byte[] text = new byte[ChessDescriptor.FEN_LENGTH_MAX];
    private final PositionCheck check = new PositionCheck();
    private int length;
    private int at;
    private int rightsStart;
    private int rightsEnd;
    private Board board;

    /**
     * Read a match's option.
     *
     * @param options the match's options.
     * @param index the option's place among them.
     * @param out set to the position; undefined after a fault.
     * @return {@link FenFault#NONE}, or what is wrong.
     */
    FenFault parse(final OptionsView options, final int index, final Board out) {
        length = options.textLength(index);
        if (length > text.length) {
            return FenFault.LENGTH;
        }
        for (int i = 0; i < length; i++) {
            text[i] = options.textByte(index, i);
        }
        return parse(out);
    }

    /**
     * Read a text.
     *
     * @param fen the text.
     * @param out set to the position; undefined after a fault.
     * @return {@link FenFault#NONE}, or what is wrong.
     */
    FenFault parse(final CharSequence fen, final Board out) {
        length = fen.length();
        if (length > text.length) {
            return FenFault.LENGTH;
        }
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (fen.charAt(i) < 0x80 ? fen.charAt(i) : END);
        }
        return parse(out);
    }

    private FenFault parse(final Board out) {
        board = out;
        board.clear();
        at = 0;
        final FenFault fault = fields();
        return fault == FenFault.NONE ? position() : fault;
    }

    private FenFault fields() {
        if (!placement() || !take((byte) ' ')) {
            return FenFault.PLACEMENT;
        }
        if (!side() || !take((byte) ' ')) {
            return FenFault.SIDE;
        }
        if (!castling() || !take((byte) ' ')) {
            return FenFault.CASTLING;
        }
        if (!enPassant() || !take((byte) ' ')) {
            return FenFault.EN_PASSANT;
        }
        board.halfMoves = number(HALF_MOVES_MAX);
        if (board.halfMoves < 0 || !take((byte) ' ')) {
            return FenFault.HALF_MOVES;
        }
        board.fullMoves = number(FULL_MOVES_MAX);
        if (board.fullMoves < 1) {
            return FenFault.FULL_MOVES;
        }
        return at == length ? FenFault.NONE : FenFault.TRAILING;
    }

    private FenFault position() {
        final FenFault men = check.men(board);
        if (men != FenFault.NONE) {
            return men;
        }
        for (int i = rightsStart; i < rightsEnd; i++) {
            if (!giveRight(text[i])) {
                return FenFault.CASTLING_RIGHT;
            }
        }
        return check.rest(board);
    }

    private boolean placement() {
        for (int rank = 7; rank >= 0; rank--) {
            if (!rank(rank) || rank > 0 && !take((byte) '/')) {
                return false;
            }
        }
        return true;
    }

    private boolean rank(final int rank) {
        int file = 0;
        boolean wasDigit = false;
        while (file < 8) {
            final byte next = next();
            final boolean isDigit = next >= '1' && next <= '8';
            final int type = PIECES.indexOf(upper(next));
            if (isDigit && !wasDigit) {
                file += next - '0';
            } else if (type >= 0) {
                board.toggle(next == upper(next) ? Board.WHITE : Board.BLACK, type, rank << 3 | file);
                file++;
            } else {
                return false;
            }
            wasDigit = isDigit;
            at++;
        }
        return file == 8;
    }

    private boolean side() {
        if (take((byte) 'w')) {
            return true;
        }
        board.toggleSide();
        return take((byte) 'b');
    }

    /** Up to two letters of white, then up to two of black; what they stand for is seen once the pieces are known. */
    private boolean castling() {
        rightsStart = at;
        rightsEnd = at;
        if (take((byte) '-')) {
            return true;
        }
        letters(CASTLING_LETTERS_WHITE);
        letters(CASTLING_LETTERS_BLACK);
        rightsEnd = at;
        return at > rightsStart;
    }

    private void letters(final String allowed) {
        for (int i = 0; i < RIGHTS_OF_A_SIDE && allowed.indexOf(next()) >= 0; i++) {
            at++;
        }
    }

    private boolean giveRight(final byte letter) {
        final int colour = letter == upper(letter) ? Board.WHITE : Board.BLACK;
        final int king = board.kingOf(colour);
        final int rook = switch (upper(letter)) {
            case 'K' -> outermostRook(colour, true);
            case 'Q' -> outermostRook(colour, false);
            default -> king & 56 | upper(letter) - 'A';
        };
        if (rook == Board.NO_SQUARE || !check.mayCastle(board, colour, rook)) {
            return false;
        }
        for (long left = board.castling & board.of(colour); left != 0; left &= left - 1) {
            final boolean isSameWing = Long.numberOfTrailingZeros(left) > king == rook > king;
            if (isSameWing) {
                return false;
            }
        }
        board.toggleCastling(1L << rook);
        return true;
    }

    /** X-FEN: K and Q mean the outermost rook of that wing. */
    private int outermostRook(final int colour, final boolean isKingSide) {
        final int king = board.kingOf(colour);
        final long rooks = board.rooks & board.of(colour) & Attacks.RANK_1 << (king & 56);
        final int rook = isKingSide ? 63 - Long.numberOfLeadingZeros(rooks) : Long.numberOfTrailingZeros(rooks);
        return rooks != 0 && rook > king == isKingSide ? rook : Board.NO_SQUARE;
    }

    private boolean enPassant() {
        if (take((byte) '-')) {
            return true;
        }
        final int file = next() - 'a';
        at++;
        final int rank = next() - '1';
        at++;
        board.enPassant = rank << 3 | file;
        return file >= 0 && file < 8 && rank >= 0 && rank < 8;
    }

    /** A decimal number without leading zeros, or -1. */
    private int number(final int max) {
        final int start = at;
        int value = 0;
        while (next() >= '0' && next() <= '9' && value <= max) {
            value = 10 * value + next() - '0';
            at++;
        }
        final boolean hasLeadingZero = at - start > 1 && text[start] == '0';
        return at == start || hasLeadingZero || value > max ? -1 : value;
    }

    private byte next() {
        return at < length ? text[at] : END;
    }

    private boolean take(final byte wanted) {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private static int upper(final byte letter) {
        return letter >= 'a' && letter <= 'z' ? letter - 32 : letter;
    }
}
