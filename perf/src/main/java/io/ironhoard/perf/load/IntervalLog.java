package io.ironhoard.perf.load;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** An HdrHistogram interval log for later plots: one interval a second, a tag for each kind of time. One thread. */
final class IntervalLog implements AutoCloseable {
    private final Optional<HistogramLogWriter> writer;

    /**
     * @param file where to write; nowhere where it is empty.
     * @throws FileNotFoundException where the file cannot be written.
     */
    IntervalLog(final Optional<Path> file) throws FileNotFoundException {
        writer = file.isPresent() ? Optional.of(new HistogramLogWriter(file.get().toFile())) : Optional.empty();
    }

    /** The first interval begins now. */
    void begin() {
        writer.ifPresent(log -> {
            final long nowMs = System.currentTimeMillis();
            log.outputComment("[IronHoard bots: times in nanoseconds, tags answer, delivery and lateness]");
            log.outputLogFormatVersion();
            log.outputStartTime(nowMs);
            log.setBaseTime(nowMs);
            log.outputLegend();
        });
    }

    void write(final Histogram interval) {
        writer.ifPresent(log -> log.outputIntervalHistogram(interval));
    }

    @Override
    public void close() {
        writer.ifPresent(HistogramLogWriter::close);
    }
}
