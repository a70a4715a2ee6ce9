package io.ironhoard.perf.replay;

import io.ironhoard.perf.pgn.BoardEnd;
import io.ironhoard.perf.pgn.PgnMove;

/** The numbers of the chess rule set as a client writes and reads them. */
final class ChessWire {
    /** The rule set. */
    static final String RULES = "chess";
    /** Its option for a start position. */
    static final String FEN_OPTION = "fen";
    /** Action: offer a draw. */
    static final int OFFER_DRAW = 0x8001;
    /** Action: accept the offer. */
    static final int ACCEPT_DRAW = 0x8002;
    /** End reason: a draw was agreed. */
    static final int DRAW_AGREED = 71;

    private static final int TO_SHIFT = 6;
    private static final int PROMOTION_SHIFT = 12;

    private ChessWire() {}

    static byte[] encode(final PgnMove move) {
        return encode(move.from() | move.to() << TO_SHIFT | move.promotion() << PROMOTION_SHIFT);
    }

    static byte[] encode(final int move) {
        return new byte[] {(byte) move, (byte) (move >>> 8)};
    }

    static int endReason(final BoardEnd.Kind kind) {
        return switch (kind) {
            case CHECKMATE -> 64;
            case STALEMATE -> 65;
            case FIVEFOLD_REPETITION -> 68;
            case SEVENTY_FIVE_MOVES -> 69;
            case INSUFFICIENT_MATERIAL -> 70;
        };
    }

    /** The rule set wants a FEN whole; sources leave the counters out. */
    static String sixFields(final String fen) {
        final String[] fields = fen.strip().split("\\s+");
        return String.join(" ", fields) + (fields.length == 4 ? " 0 1" : "");
    }
}
