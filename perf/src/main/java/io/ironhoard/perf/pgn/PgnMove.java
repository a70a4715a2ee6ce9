package io.ironhoard.perf.pgn;

/**
 * A move on the board. Squares count from 0 at a1 along the rank to 63 at h8.
 *
 * @param from the square that it leaves; in castling the king's.
 * @param to the square that it goes to; in castling the king's, two files away.
 * @param promotion 0 for none, 1 knight, 2 bishop, 3 rook, 4 queen.
 * @param san as the source wrote it.
 */
public record PgnMove(int from, int to, int promotion, String san) {
    private static final String PIECES = " nbrq";

    public PgnMove {
        if (from < 0 || from > 63 || to < 0 || to > 63 || promotion < 0 || promotion > 4) {
            throw new IllegalArgumentException("no move: " + from + " to " + to + ", promotion " + promotion);
        }
    }

    /** The move in coordinates, for example {@code e7e8q}. */
    public String coordinates() {
        return square(from) + square(to) + (promotion == 0 ? "" : PIECES.charAt(promotion));
    }

    private static String square(final int square) {
        return "" + (char) ('a' + square % 8) + (char) ('1' + square / 8);
    }
}
