package io.ironhoard.perf.bench.shard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;

/**
 * Times of answers in microseconds, from the intended send time.
 *
 * @param ratePerS messages a second that were intended.
 * @param count how many were answered.
 * @param p50 the median.
 * @param p99 the 99th percentile.
 * @param p999 the 99.9th percentile.
 * @param max the longest.
 */
public record Times(double ratePerS, long count, double p50, double p99, double p999, double max) {
    private static final double NS_PER_US = 1_000;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    static Times of(final double ratePerS, final Histogram ns) {
        return new Times(
                ratePerS,
                ns.getTotalCount(),
                ns.getValueAtPercentile(P50) / NS_PER_US,
                ns.getValueAtPercentile(P99) / NS_PER_US,
                ns.getValueAtPercentile(P999) / NS_PER_US,
                ns.getMaxValue() / NS_PER_US);
    }

    ObjectNode into(final ObjectNode node) {
        return node.put("p50", p50).put("p99", p99).put("p999", p999).put("max", max);
    }
}
