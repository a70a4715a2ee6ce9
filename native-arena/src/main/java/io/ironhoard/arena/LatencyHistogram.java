package io.ironhoard.arena;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in fixed buckets: exact below 16 ns, then sixteen buckets for each power of two, so that a bucket is
 * at most 6.25 % wide. One thread records, and allocates nothing; any thread reads, and may see a record a little late.
 */
public final class LatencyHistogram {
    private static final int STEPS_SHIFT = 4;
    private static final int STEPS = 1 << STEPS_SHIFT;
    private static final int OCTAVES = 40;
    private static final int BUCKETS = (OCTAVES - STEPS_SHIFT + 1) * STEPS;
    private static final long LONGEST_NS = (1L << OCTAVES) - 1;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);

    /** The recording thread: count one duration, in nanoseconds; what is longer than 18 minutes counts as that. */
    public void record(final long ns) {
        final int bucket = bucket(Math.clamp(ns, 0, LONGEST_NS));
        buckets.setOpaque(bucket, buckets.getPlain(bucket) + 1);
    }

    /** How many were counted. */
    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += buckets.getOpaque(i);
        }
        return count;
    }

    /**
     * A percentile.
     *
     * @param percent from 0 to 100.
     * @return the longest duration of its bucket, in nanoseconds; 0 where nothing was counted.
     */
    public long percentileNs(final double percent) {
        final long wanted = Math.max(1, (long) Math.ceil(count() * percent / 100));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += buckets.getOpaque(i);
            if (seen >= wanted) {
                return longest(i);
            }
        }
        return 0;
    }

    private static int bucket(final long ns) {
        if (ns < STEPS) {
            return (int) ns;
        }
        final int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns);
        return (octave - STEPS_SHIFT + 1) * STEPS + (int) (ns >> octave - STEPS_SHIFT & STEPS - 1);
    }

    private static long longest(final int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        final int shift = bucket / STEPS - 1;
        return (STEPS + bucket % STEPS + 1L << shift) - 1;
    }
}
