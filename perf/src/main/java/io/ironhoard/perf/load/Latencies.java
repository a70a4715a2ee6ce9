package io.ironhoard.perf.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * One kind of time, recorded by the loop and taken interval by interval by the reporting thread. In nanoseconds; what is
 * longer than {@link #MAX_NS} counts as that.
 */
final class Latencies {
    /** The longest time that is told apart from longer ones. */
    static final long MAX_NS = TimeUnit.MINUTES.toNanos(10);

    private static final int DIGITS = 3;

    private final String tag;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(MAX_NS, DIGITS);
    private final Histogram total = new Histogram(MAX_NS, DIGITS);
    private Histogram interval;

    /** @param tag its name in logs. */
    Latencies(final String tag) {
        this.tag = tag;
    }

    /** Record one. On the loop. */
    void record(final long ns) {
        recorder.recordValue(Math.clamp(ns, 0, MAX_NS));
    }

    /** What was recorded since the last call, valid until the next. On the reporting thread. */
    Histogram interval() {
        interval = recorder.getIntervalHistogram(interval);
        interval.setTag(tag);
        total.add(interval);
        return interval;
    }

    /** Everything up to the last {@link #interval}. On the reporting thread. */
    Histogram total() {
        return total;
    }
}
