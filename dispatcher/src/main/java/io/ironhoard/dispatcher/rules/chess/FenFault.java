package io.ironhoard.dispatcher.rules.chess;

/** What can be wrong with a FEN, or with the position that it shows. */
enum FenFault {
    NONE(0, "nothing"),
    LENGTH(ChessDescriptor.MALFORMED_FEN, "the text is longer than any FEN"),
    PLACEMENT(ChessDescriptor.MALFORMED_FEN, "the pieces are not eight ranks of eight squares each"),
    SIDE(ChessDescriptor.MALFORMED_FEN, "the side to move is not w or b"),
    CASTLING(ChessDescriptor.MALFORMED_FEN,
            "the castling rights are not - or up to two letters of KQ or A-H, then up to two of kq or a-h"),
    EN_PASSANT(ChessDescriptor.MALFORMED_FEN, "the en passant square is not - or a square"),
    HALF_MOVES(ChessDescriptor.MALFORMED_FEN, "the half-move clock is not a number from 0 to 999"),
    FULL_MOVES(ChessDescriptor.MALFORMED_FEN, "the move number is not a number from 1 to 9999"),
    TRAILING(ChessDescriptor.MALFORMED_FEN, "something follows the last field"),
    KINGS(ChessDescriptor.ILLEGAL_POSITION, "there is not one king of each side"),
    PAWN_RANK(ChessDescriptor.ILLEGAL_POSITION, "a pawn stands on the first or last rank"),
    MEN(ChessDescriptor.ILLEGAL_POSITION, "a side has more pieces than its pawns could have become"),
    CASTLING_RIGHT(ChessDescriptor.ILLEGAL_POSITION,
            "a castling right has no king and rook where they began, or is there twice"),
    EN_PASSANT_SQUARE(ChessDescriptor.ILLEGAL_POSITION, "no pawn can just have passed the en passant square"),
    IN_CHECK(ChessDescriptor.ILLEGAL_POSITION, "the side that is not to move is in check"),
    CHECKERS(ChessDescriptor.ILLEGAL_POSITION, "more than two pieces give check"),
    CLOCK(ChessDescriptor.POSITION_IS_OVER, "75 moves have gone by without a capture or pawn move");

    private final int code;
    private final String doc;

    FenFault(final int code, final String doc) {
        this.code = code;
        this.doc = doc;
    }

    /** The result code with which a match is refused. */
    int code() {
        return code;
    }

    /** For people. */
    String doc() {
        return doc;
    }
}
