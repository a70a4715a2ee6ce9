package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts matches that get no record, and says so in the log, at a limited rate. Owned by one thread. */
final class LostRecords {
    private static final Logger LOG = LoggerFactory.getLogger(LostRecords.class);

    private final LogLimiter logLimiter = new LogLimiter();
    private final CountersFile counters;

    /**
     * @param counters the dispatcher's counters.
     */
    LostRecords(final CountersFile counters) {
        this.counters = counters;
    }

    /**
     * A match gets no record.
     *
     * @param shardId its shard.
     * @param idHigh the upper half of its id.
     * @param idLow the lower half.
     * @param reason why, a phrase.
     * @param nowMs the time.
     */
    void add(final int shardId, final long idHigh, final long idLow, final String reason, final long nowMs) {
        counters.addShared(shardId, ShardGauge.RECORDS_LOST, 1);
        if (logLimiter.mayLog(nowMs)) {
            LOG.error(
                    "match {} of shard {} gets no record: {} ({} more since this was logged last)",
                    new MatchId(idHigh, idLow),
                    shardId,
                    reason,
                    logLimiter.passedOver());
        }
    }
}
