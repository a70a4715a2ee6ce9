package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.RecordSigner;
import java.io.IOException;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs finished records and files them, one after the other; sweeps the store from time to time. Owned by its own
 * thread.
 *
 * <p>A record that cannot be written is kept and tried again until it can be; those behind it wait, and the memory of
 * transcripts bounds how many.
 */
public final class RecordFiler implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RecordFiler.class);

    private static final byte[] NO_RECORD = {};

    private final RecordQueue finished;
    private final RecordStore store;
    private final TranscriptRecord record;
    private final LostRecords lost;
    private final CountersFile counters;
    private final EpochClock clock;
    private final long retryIntervalMs;
    private final long sweepIntervalMs;
    private final LogLimiter logLimiter = new LogLimiter();

    /** The record that is being filed; empty while there is none. */
    private byte[] bytes = NO_RECORD;
    private long nextAttemptMs;
    private long nextSweepMs;

    /**
     * @param finished the queue from the record agent.
     * @param store the record store.
     * @param signer the server's signer.
     * @param limits intervals.
     * @param counters the dispatcher's counters.
     * @param clock milliseconds since the Unix epoch.
     */
    RecordFiler(
            final RecordQueue finished,
            final RecordStore store,
            final RecordSigner signer,
            final RecordLimits limits,
            final CountersFile counters,
            final EpochClock clock) {
        this.finished = finished;
        this.store = store;
        record = new TranscriptRecord(signer);
        lost = new LostRecords(counters);
        this.counters = counters;
        this.clock = clock;
        retryIntervalMs = limits.retryIntervalMs();
        sweepIntervalMs = limits.sweepIntervalMs();
    }

    @Override
    public int doWork() {
        final long nowMs = clock.time();
        if (nowMs >= nextSweepMs) {
            nextSweepMs = nowMs + sweepIntervalMs;
            sweep(nowMs);
        }
        if (bytes.length == 0 && !take(nowMs)) {
            return 0;
        }
        if (nowMs < nextAttemptMs) {
            return 0;
        }
        file(nowMs);
        return 1;
    }

    @Override
    public String roleName() {
        return "record-filer";
    }

    /** Make the next record, if there is one. */
    private boolean take(final long nowMs) {
        final long transcript = finished.peek();
        if (transcript == ChunkPool.NONE) {
            return false;
        }
        record.wrap(transcript);
        try {
            bytes = record.sign();
            nextAttemptMs = nowMs;
            return true;
        } catch (final BrokenStreamException e) {
            final MatchId matchId = record.matchId();
            lost.add(record.shardId(), matchId.high(), matchId.low(), e.getMessage(), nowMs);
            done();
            return false;
        }
    }

    private void file(final long nowMs) {
        try {
            if (store.write(record.matchId(), bytes)) {
                counters.add(record.shardId(), ShardGauge.RECORDS_WRITTEN, 1);
            } else {
                counters.add(record.shardId(), ShardGauge.RECORD_WRITE_FAILURES, 1);
                LOG.error("match {} has a record already; it is kept, and the new one is not filed", record.matchId());
            }
            done();
        } catch (final IOException e) {
            counters.add(record.shardId(), ShardGauge.RECORD_WRITE_FAILURES, 1);
            nextAttemptMs = nowMs + retryIntervalMs;
            if (logLimiter.mayLog(nowMs)) {
                LOG.error(
                        "the record of match {} cannot be written; it is kept and tried again every {} ms",
                        record.matchId(),
                        retryIntervalMs,
                        e);
            }
        }
    }

    private void done() {
        bytes = NO_RECORD;
        finished.filed();
    }

    private void sweep(final long nowMs) {
        try {
            if (store.needsSweep(nowMs)) {
                final int deleted = store.sweep(nowMs);
                LOG.info("{} records were deleted, too old or beyond the store's size", deleted);
            }
        } catch (final IOException e) {
            LOG.error("the record store cannot be swept; it is tried again in {} ms", sweepIntervalMs, e);
        }
    }
}
