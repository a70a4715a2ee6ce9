package io.ironhoard.dispatcher.rules.chess;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A chess match's bytes. All little-endian; bitboards have bit n for square n (a1 = 0 … h8 = 63).
 *
 * <pre>
 *        0        8        16       24       32       40       48       56
 *       +--------+--------+--------+--------+--------+--------+--------+--------+
 *    0  | white  | black  | pawns  | knights| bishops| rooks  | queens | kings  |
 *       +--------+--------+--------+--------+--------+--------+--------+--------+
 *   64  side to move        uint8   0 white, 1 black
 *   65  castling, white     uint8   bit n: with the rook of file n
 *   66  castling, black     uint8
 *   67  en passant          uint8   the square where a capture is legal, 64 none
 *   68  half moves          uint8   since the last capture or pawn move, 0 to 150
 *   69  keys                uint8   how many of the keys count, 1 to 151
 *   70  full moves          uint16  the number of the move to be made
 *   72  draw offer          uint8   0 none, 1 by seat 0, 2 by seat 1
 *   73  offered             uint8   bit n: seat n offered since the last move
 *   74  end reason          uint8   0 while the match goes on
 *   75  winner              uint8   0 nobody, 1 seat 0, 2 seat 1
 *   76  last move           uint16  without a claim; 0 none
 *   78  (zero)              uint16
 *   80  keys                uint64 × 151, the positions since the last that cannot come back, the present one last
 * 1288
 * </pre>
 *
 * <p>151 keys are enough: after 150 half moves without a capture or pawn move the match has ended.
 */
final class ChessState {
    private static final int KEYS_MAX = 151;

    private static final int WHITE = 0;
    private static final int BLACK = 8;
    private static final int PAWNS = 16;
    private static final int KNIGHTS = 24;
    private static final int BISHOPS = 32;
    private static final int ROOKS = 40;
    private static final int QUEENS = 48;
    private static final int KINGS = 56;
    private static final int SIDE = 64;
    private static final int CASTLING_WHITE = 65;
    private static final int CASTLING_BLACK = 66;
    private static final int EN_PASSANT = 67;
    private static final int HALF_MOVES = 68;
    private static final int KEY_COUNT = 69;
    private static final int FULL_MOVES = 70;
    private static final int DRAW_OFFER = 72;
    private static final int OFFERED = 73;
    private static final int END_REASON = 74;
    private static final int WINNER = 75;
    private static final int LAST_MOVE = 76;
    private static final int KEYS = 80;
    /** Bytes of a match. */
    static final int LENGTH = KEYS + KEYS_MAX * Long.BYTES;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private ChessState() {}

    static void load(final DirectBuffer state, final Board board) {
        board.white = state.getLong(WHITE, ORDER);
        board.black = state.getLong(BLACK, ORDER);
        board.pawns = state.getLong(PAWNS, ORDER);
        board.knights = state.getLong(KNIGHTS, ORDER);
        board.bishops = state.getLong(BISHOPS, ORDER);
        board.rooks = state.getLong(ROOKS, ORDER);
        board.queens = state.getLong(QUEENS, ORDER);
        board.kings = state.getLong(KINGS, ORDER);
        board.side = state.getByte(SIDE);
        board.castling = state.getByte(CASTLING_WHITE) & 0xFFL | (long) state.getByte(CASTLING_BLACK) << 56;
        board.enPassant = state.getByte(EN_PASSANT);
        board.halfMoves = halfMoves(state);
        board.fullMoves = fullMoves(state);
        board.key = key(state, keyCount(state) - 1) ^ Zobrist.enPassant(board.enPassant);
    }

    static void store(final MutableDirectBuffer state, final Board board) {
        state.putLong(WHITE, board.white, ORDER);
        state.putLong(BLACK, board.black, ORDER);
        state.putLong(PAWNS, board.pawns, ORDER);
        state.putLong(KNIGHTS, board.knights, ORDER);
        state.putLong(BISHOPS, board.bishops, ORDER);
        state.putLong(ROOKS, board.rooks, ORDER);
        state.putLong(QUEENS, board.queens, ORDER);
        state.putLong(KINGS, board.kings, ORDER);
        state.putByte(SIDE, (byte) board.side);
        state.putByte(CASTLING_WHITE, (byte) board.castling);
        state.putByte(CASTLING_BLACK, (byte) (board.castling >>> 56));
        state.putByte(EN_PASSANT, (byte) board.enPassant);
        state.putByte(HALF_MOVES, (byte) board.halfMoves);
        state.putShort(FULL_MOVES, (short) board.fullMoves, ORDER);
    }

    static int side(final DirectBuffer state) {
        return state.getByte(SIDE);
    }

    static int halfMoves(final DirectBuffer state) {
        return state.getByte(HALF_MOVES) & 0xFF;
    }

    static int fullMoves(final DirectBuffer state) {
        return state.getShort(FULL_MOVES, ORDER) & 0xFFFF;
    }

    static int keyCount(final DirectBuffer state) {
        return state.getByte(KEY_COUNT) & 0xFF;
    }

    static long key(final DirectBuffer state, final int index) {
        return state.getLong(KEYS + index * Long.BYTES, ORDER);
    }

    /** Add the present position's key; all earlier ones stop counting where none of them can come back. */
    static void addKey(final MutableDirectBuffer state, final long key, final boolean isIrreversible) {
        final int count = isIrreversible ? 0 : keyCount(state);
        state.putLong(KEYS + count * Long.BYTES, key, ORDER);
        state.putByte(KEY_COUNT, (byte) (count + 1));
    }

    /** 0 none, or 1 + the seat whose draw offer stands. */
    static int drawOffer(final DirectBuffer state) {
        return state.getByte(DRAW_OFFER);
    }

    static void drawOffer(final MutableDirectBuffer state, final int offer) {
        state.putByte(DRAW_OFFER, (byte) offer);
    }

    static boolean hasOffered(final DirectBuffer state, final int seat) {
        return (state.getByte(OFFERED) >>> seat & 1) != 0;
    }

    static void rememberOffer(final MutableDirectBuffer state, final int seat) {
        state.putByte(OFFERED, (byte) (state.getByte(OFFERED) | 1 << seat));
    }

    static void forgetOffers(final MutableDirectBuffer state) {
        state.putByte(OFFERED, (byte) 0);
    }

    static int endReason(final DirectBuffer state) {
        return state.getByte(END_REASON);
    }

    /** 0 nobody, or 1 + the seat that won. */
    static int winner(final DirectBuffer state) {
        return state.getByte(WINNER);
    }

    static void end(final MutableDirectBuffer state, final int reason, final int winner) {
        state.putByte(END_REASON, (byte) reason);
        state.putByte(WINNER, (byte) winner);
        state.putByte(DRAW_OFFER, (byte) 0);
    }

    static int lastMove(final DirectBuffer state) {
        return state.getShort(LAST_MOVE, ORDER) & 0xFFFF;
    }

    static void lastMove(final MutableDirectBuffer state, final int move) {
        state.putShort(LAST_MOVE, (short) move, ORDER);
    }
}
