package io.ironhoard.dispatcher.rules.perft;

import java.util.List;

/**
 * What a run counted.
 *
 * @param positions how many positions had a count within the depth asked for.
 * @param counts how many counts were made.
 * @param nodes the sum of what was counted.
 * @param seconds how long the counting took.
 * @param mismatches the counts that came out otherwise than they are known.
 */
public record PerftReport(int positions, int counts, long nodes, double seconds, List<PerftMismatch> mismatches) {
    public PerftReport {
        mismatches = List.copyOf(mismatches);
    }
}
