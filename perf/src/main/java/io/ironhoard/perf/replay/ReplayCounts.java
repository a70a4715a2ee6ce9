package io.ironhoard.perf.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What is counted while games are played. Counters: any thread. Latencies: the event loop records, others after the end. */
final class ReplayCounts {
    private static final long LATENCY_NS_MAX = TimeUnit.MINUTES.toNanos(10);

    final LongAdder moves = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder events = new LongAdder();

    private final Histogram latencyNs = new Histogram(LATENCY_NS_MAX, 3);

    void latency(final long ns) {
        latencyNs.recordValue(Math.clamp(ns, 0, LATENCY_NS_MAX));
    }

    Histogram latencyNs() {
        return latencyNs;
    }
}
