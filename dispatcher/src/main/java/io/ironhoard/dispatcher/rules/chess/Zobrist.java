package io.ironhoard.dispatcher.rules.chess;

/**
 * Random numbers whose exclusive or is a position's key: one for each piece on each square, for black to move, for each
 * castling right and for each file of an en passant capture.
 *
 * <p>A. L. Zobrist, A New Hashing Method with Application for Game Playing, 1970. The numbers come from SplitMix64 with
 * a fixed seed: keys are part of a match's state, so they may never change within a version of the rules.
 */
final class Zobrist {
    private static final long SEED = 0x49726F6E486F6172L;
    private static final int KINDS = 2 * Board.TYPES;

    private static final long[] PIECE = new long[KINDS * 64];
    private static final long[] CASTLING = new long[64];
    private static final long[] EN_PASSANT = new long[8];
    private static final long BLACK_TO_MOVE;

    static {
        long seed = SEED;
        for (int i = 0; i < PIECE.length; i++) {
            PIECE[i] = mix(seed += 0x9E3779B97F4A7C15L);
        }
        for (int i = 0; i < CASTLING.length; i++) {
            CASTLING[i] = mix(seed += 0x9E3779B97F4A7C15L);
        }
        for (int i = 0; i < EN_PASSANT.length; i++) {
            EN_PASSANT[i] = mix(seed += 0x9E3779B97F4A7C15L);
        }
        BLACK_TO_MOVE = mix(seed + 0x9E3779B97F4A7C15L);
    }

    private Zobrist() {}

    static long piece(final int side, final int type, final int square) {
        return PIECE[(side * Board.TYPES + type) << 6 | square];
    }

    /** The right to castle with the rook of this square. */
    static long castling(final int rookSquare) {
        return CASTLING[rookSquare];
    }

    /** The right to capture en passant on this square; 0 for {@link Board#NO_SQUARE}. */
    static long enPassant(final int square) {
        return square == Board.NO_SQUARE ? 0 : EN_PASSANT[square & 7];
    }

    static long blackToMove() {
        return BLACK_TO_MOVE;
    }

    private static long mix(final long seed) {
        long z = seed;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
