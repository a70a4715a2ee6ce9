package io.ironhoard.dispatcher.rules.perft;

import java.util.List;

/**
 * A position and its known counts.
 *
 * @param id its name, or empty.
 * @param epd the position, four fields of FEN or six.
 * @param counts what is known, in the order of the file.
 */
public record PerftPosition(String id, String epd, List<Count> counts) {
    /**
     * A known count.
     *
     * @param depth half moves.
     * @param nodes how many ways lead that far.
     */
    public record Count(int depth, long nodes) {}

    public PerftPosition {
        counts = List.copyOf(counts);
    }
}
