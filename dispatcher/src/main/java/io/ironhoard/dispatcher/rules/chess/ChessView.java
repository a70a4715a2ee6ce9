package io.ironhoard.dispatcher.rules.chess;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What clients see of a chess match, the same for seats and public. Numbers are little-endian, squares a1 = 0 … h8 = 63.
 *
 * <pre>
 *    0  board           32 bytes  4 bits a square, a1 in the low half of byte 0, b1 in its high half, c1 in byte 1 …
 *                                 0 empty; pawn, knight, bishop, rook, queen, king: white 1 to 6, black 9 to 14
 *   32  side to move    uint8     0 white, 1 black
 *   33  castling, white uint8     bit n: with the rook of file n
 *   34  castling, black uint8
 *   35  en passant      uint8     the square where a capture is legal, 64 none
 *   36  half moves      uint8     since the last capture or pawn move
 *   37  occurrences     uint8     how often this position was there, this time included
 *   38  full moves      uint16    the number of the move to be made
 *   40  last move       uint16    castling as the king taking its rook; 0 none
 *   42  flags           uint8     bit 0 in check, 1 a threefold claim stands, 2 a fifty-move claim stands
 *   43  draw offer      uint8     0 none, 1 by seat 0, 2 by seat 1
 *   44  end reason      uint8     0 while the match goes on
 *   45  winner          uint8     0 nobody, 1 seat 0, 2 seat 1
 *   46  (zero)          uint16
 *   48
 * </pre>
 */
public final class ChessView {
    /** Bytes of a view. */
    public static final int LENGTH = 48;

    private static final int BOARD_LENGTH = 32;
    private static final int SIDE = 32;
    private static final int CASTLING_WHITE = 33;
    private static final int CASTLING_BLACK = 34;
    private static final int EN_PASSANT = 35;
    private static final int HALF_MOVES = 36;
    private static final int OCCURRENCES = 37;
    private static final int FULL_MOVES = 38;
    private static final int LAST_MOVE = 40;
    private static final int FLAGS = 42;
    private static final int DRAW_OFFER = 43;
    private static final int END_REASON = 44;
    private static final int WINNER = 45;
    private static final int RESERVED = 46;

    private static final int BLACK_BIT = 8;
    private static final int IN_CHECK = 1;
    private static final int THREEFOLD = 2;
    private static final int FIFTY = 4;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Board board = new Board();

    ChessView() {}

    int write(final DirectBuffer state, final MutableDirectBuffer out, final int offset) {
        ChessState.load(state, board);
        final int occurrences = ChessReferee.presentOccurrences(state);
        for (int i = 0; i < BOARD_LENGTH; i++) {
            out.putByte(offset + i, (byte) (nibble(2 * i) | nibble(2 * i + 1) << 4));
        }
        out.putByte(offset + SIDE, (byte) board.side);
        out.putByte(offset + CASTLING_WHITE, (byte) board.castling);
        out.putByte(offset + CASTLING_BLACK, (byte) (board.castling >>> 56));
        out.putByte(offset + EN_PASSANT, (byte) board.enPassant);
        out.putByte(offset + HALF_MOVES, (byte) board.halfMoves);
        out.putByte(offset + OCCURRENCES, (byte) occurrences);
        out.putShort(offset + FULL_MOVES, (short) board.fullMoves, ORDER);
        out.putShort(offset + LAST_MOVE, (short) ChessState.lastMove(state), ORDER);
        out.putByte(offset + FLAGS, (byte) flags(state, occurrences));
        out.putByte(offset + DRAW_OFFER, (byte) ChessState.drawOffer(state));
        out.putByte(offset + END_REASON, (byte) ChessState.endReason(state));
        out.putByte(offset + WINNER, (byte) ChessState.winner(state));
        out.putShort(offset + RESERVED, (short) 0, ORDER);
        return LENGTH;
    }

    private int nibble(final int square) {
        final int type = board.typeAt(square);
        if (type == Board.NO_TYPE) {
            return 0;
        }
        return type + 1 | ((board.black >>> square & 1) != 0 ? BLACK_BIT : 0);
    }

    private int flags(final DirectBuffer state, final int occurrences) {
        final int check = board.isInCheck(board.side) ? IN_CHECK : 0;
        if (ChessState.endReason(state) != 0) {
            return check;
        }
        final int threefold = ChessReferee.claim(0, occurrences) != 0 ? THREEFOLD : 0;
        final int fifty = ChessReferee.claim(board.halfMoves, 1) != 0 ? FIFTY : 0;
        return check | threefold | fifty;
    }
}
