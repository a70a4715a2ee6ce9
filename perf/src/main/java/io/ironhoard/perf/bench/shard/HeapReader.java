package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** What the dispatcher says of its heap, in its counters. Used by one thread. */
final class HeapReader implements AutoCloseable {
    private static final int SHARD = 0;
    /** One sample may have begun before it was asked for; the second did not. */
    private static final int SAMPLES = 2;

    private static final long WAIT_NS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final CountersFile counters;
    private final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);

    /**
     * @param file the dispatcher's counters.
     * @throws IOException where they cannot be read.
     */
    HeapReader(final Path file) throws IOException {
        counters = CountersFile.open(file);
    }

    /**
     * Wait for a sample that was taken after this call began.
     *
     * @return what has been allocated and collected since the start.
     * @throws BenchFault where none comes.
     */
    ShardBenchReport.Heap read() {
        final long deadlineNs = System.nanoTime() + WAIT_NS_MAX;
        for (int i = 0; i < SAMPLES; i++) {
            final long last = counters.heartbeatMs();
            while (counters.heartbeatMs() == last) {
                if (System.nanoTime() > deadlineNs) {
                    throw new BenchFault("the dispatcher's counters stand still");
                }
                pause.idle();
            }
        }
        return new ShardBenchReport.Heap(
                counters.get(SHARD, ShardGauge.ALLOCATED_BYTES), counters.get(SHARD, ShardGauge.COLLECTIONS));
    }

    @Override
    public void close() {
        counters.close();
    }
}
