package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
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
 * <p>A record that cannot be written is kept and tried again until it can be; those behind it wait, and the memory budget
 * bounds how many.
 */
public final class RecordFiler implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RecordFiler.class);

    private final RecordQueue finished;
    private final RecordStore store;
    private final RecordSigner signer;
    private final MemoryBudget budget;
    private final CountersFile counters;
    private final EpochClock clock;
    private final long retryIntervalMs;
    private final long sweepIntervalMs;
    private final LogLimiter logLimiter = new LogLimiter();

    private FinishedRecord current;
    private byte[] currentBytes;
    private long nextAttemptMs;
    private long nextSweepMs;

    /**
     * @param finished the queue from the record agent.
     * @param store the record store.
     * @param signer the server's signer.
     * @param limits intervals.
     * @param budget shared with the record agent.
     * @param counters the dispatcher's counters.
     * @param clock milliseconds since the Unix epoch.
     */
    RecordFiler(
            final RecordQueue finished,
            final RecordStore store,
            final RecordSigner signer,
            final RecordLimits limits,
            final MemoryBudget budget,
            final CountersFile counters,
            final EpochClock clock) {
        this.finished = finished;
        this.store = store;
        this.signer = signer;
        this.budget = budget;
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
        if (current == null) {
            current = finished.poll();
            if (current == null) {
                return 0;
            }
            currentBytes = current.writer().finish(current.endReason(), current.standings(), signer);
            nextAttemptMs = nowMs;
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

    private void file(final long nowMs) {
        try {
            if (store.write(current.matchId(), currentBytes)) {
                counters.add(current.shardId(), ShardGauge.RECORDS_WRITTEN, 1);
            } else {
                counters.add(current.shardId(), ShardGauge.RECORD_WRITE_FAILURES, 1);
                LOG.error("match {} has a record already; it is kept, and the new one is not filed", current.matchId());
            }
            done();
        } catch (final IOException e) {
            counters.add(current.shardId(), ShardGauge.RECORD_WRITE_FAILURES, 1);
            nextAttemptMs = nowMs + retryIntervalMs;
            if (logLimiter.mayLog(nowMs)) {
                LOG.error(
                        "the record of match {} cannot be written; it is kept and tried again every {} ms",
                        current.matchId(),
                        retryIntervalMs,
                        e);
            }
        }
    }

    private void done() {
        budget.giveBack(current.budgetBytes());
        current = null;
        currentBytes = null;
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
