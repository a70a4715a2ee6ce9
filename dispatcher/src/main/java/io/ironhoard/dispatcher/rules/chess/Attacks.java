package io.ironhoard.dispatcher.rules.chess;

/**
 * Which squares a piece attacks, as bitboards. Pure functions over tables that are built once.
 *
 * <p>Sliding pieces use {@code o ^ (o - 2r)}: subtracting twice the slider from the occupied squares of its line flips
 * the bits up to the first blocker; the other direction is the same on the byte-swapped board. A rank cannot be swapped
 * by bytes and has a table of its own.
 */
final class Attacks {
    static final long FILE_A = 0x0101_0101_0101_0101L;
    static final long FILE_H = FILE_A << 7;
    static final long RANK_1 = 0xFFL;
    static final long RANK_8 = RANK_1 << 56;

    private static final int[] KNIGHT_STEPS = {1, 2, 2, 1, 2, -1, 1, -2, -1, -2, -2, -1, -2, 1, -1, 2};
    private static final int[] KING_STEPS = {0, 1, 1, 1, 1, 0, 1, -1, 0, -1, -1, -1, -1, 0, -1, 1};

    private static final long[] KNIGHT = leaps(KNIGHT_STEPS);
    private static final long[] KING = leaps(KING_STEPS);
    private static final long[] WHITE_PAWN = leaps(1, 1, -1, 1);
    private static final long[] BLACK_PAWN = leaps(1, -1, -1, -1);

    private static final long[] DIAGONAL = lines(1, 1);
    private static final long[] ANTIDIAGONAL = lines(1, -1);
    private static final long[] FILE = lines(0, 1);
    /** By the inner six squares of a rank that are occupied, then by the slider's file. */
    private static final byte[] RANK = rankAttacks();

    private static final long[] BETWEEN = between();
    private static final long[] LINE = throughBoth();

    private Attacks() {}

    static long knight(final int square) {
        return KNIGHT[square];
    }

    static long king(final int square) {
        return KING[square];
    }

    /** The squares on which a pawn of this side captures. */
    static long pawn(final int side, final int square) {
        return side == Board.WHITE ? WHITE_PAWN[square] : BLACK_PAWN[square];
    }

    static long bishop(final int square, final long occupied) {
        return slide(square, occupied, DIAGONAL[square]) | slide(square, occupied, ANTIDIAGONAL[square]);
    }

    static long rook(final int square, final long occupied) {
        final int rank = square & 56;
        final int inner = (int) (occupied >>> (rank + 1)) & 63;
        final long alongRank = (RANK[inner << 3 | square & 7] & 0xFFL) << rank;
        return alongRank | slide(square, occupied, FILE[square]);
    }

    /** The squares strictly between two squares of one line; none where they share no line. */
    static long between(final int one, final int other) {
        return BETWEEN[one << 6 | other];
    }

    /** The whole line through two squares, both included; none where they share no line. */
    static long line(final int one, final int other) {
        return LINE[one << 6 | other];
    }

    private static long slide(final int square, final long occupied, final long mask) {
        final long blockers = occupied & mask;
        final long up = blockers - (2L << square);
        final long down = Long.reverseBytes(Long.reverseBytes(blockers) - (2L << (square ^ 56)));
        return (up ^ down) & mask;
    }

    /** Single steps, given as pairs of files and ranks. */
    private static long[] leaps(final int... steps) {
        final long[] table = new long[64];
        for (int square = 0; square < 64; square++) {
            for (int i = 0; i < steps.length; i += 2) {
                table[square] |= step(square, steps[i], steps[i + 1]);
            }
        }
        return table;
    }

    /** Whole lines in a direction and its opposite, without the square itself. */
    private static long[] lines(final int files, final int ranks) {
        final long[] table = new long[64];
        for (int square = 0; square < 64; square++) {
            table[square] = ray(square, files, ranks, 0) | ray(square, -files, -ranks, 0);
        }
        return table;
    }

    private static byte[] rankAttacks() {
        final byte[] table = new byte[64 * 8];
        for (int inner = 0; inner < 64; inner++) {
            for (int file = 0; file < 8; file++) {
                table[inner << 3 | file] =
                        (byte) (ray(file, 1, 0, (long) inner << 1) | ray(file, -1, 0, (long) inner << 1));
            }
        }
        return table;
    }

    private static long[] between() {
        final long[] table = new long[64 * 64];
        forEachLine((one, other, step) -> table[one << 6 | other] =
                ray(one, step[0], step[1], 1L << other) & ~(1L << other));
        return table;
    }

    private static long[] throughBoth() {
        final long[] table = new long[64 * 64];
        forEachLine((one, other, step) -> table[one << 6 | other] =
                ray(one, step[0], step[1], 0) | ray(one, -step[0], -step[1], 0) | 1L << one);
        return table;
    }

    private interface LineVisitor {
        void visit(int one, int other, int[] step);
    }

    private static void forEachLine(final LineVisitor visitor) {
        for (int one = 0; one < 64; one++) {
            for (int i = 0; i < KING_STEPS.length; i += 2) {
                final int[] step = {KING_STEPS[i], KING_STEPS[i + 1]};
                for (long left = ray(one, step[0], step[1], 0); left != 0; left &= left - 1) {
                    visitor.visit(one, Long.numberOfTrailingZeros(left), step);
                }
            }
        }
    }

    /** The squares from a square on in one direction, up to and with the first blocker. */
    private static long ray(final int square, final int files, final int ranks, final long blockers) {
        long squares = 0;
        for (long next = step(square, files, ranks); next != 0;) {
            squares |= next;
            next = (next & blockers) == 0 ? step(Long.numberOfTrailingZeros(next), files, ranks) : 0;
        }
        return squares;
    }

    private static long step(final int square, final int files, final int ranks) {
        final int file = (square & 7) + files;
        final int rank = (square >> 3) + ranks;
        return file < 0 || file > 7 || rank < 0 || rank > 7 ? 0 : 1L << (rank << 3 | file);
    }
}
