package io.ironhoard.dispatcher.rules.perft;

import java.util.List;

/**
 * A position's count, move by move.
 *
 * @param epd the position.
 * @param depth half moves.
 * @param moves each first move, in the order of their texts.
 * @param nodes the sum.
 * @param seconds how long the counting took.
 */
public record PerftDivision(String epd, int depth, List<Move> moves, long nodes, double seconds) {
    /**
     * A first move.
     *
     * @param move in UCI's text.
     * @param nodes how many ways it begins.
     */
    public record Move(String move, long nodes) {}

    public PerftDivision {
        moves = List.copyOf(moves);
    }
}
