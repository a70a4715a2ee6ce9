package io.ironhoard.dispatcher.record;

import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;

/**
 * Reads the event streams of all shards and collects their matches. Tethered: a shard waits for it rather than that an
 * event is missed. Owned by its own thread, {@link #position} apart.
 */
public final class RecordAgent implements Agent {
    private static final int SLOW_TICK_MS = 100;
    /** What is there is read to its end, if that comes soon, before the thread sleeps. */
    private static final int POLLS_PER_CYCLE_MAX = 64;

    private final ShardReader[] readers;
    private final ChunkPool pool;
    private final RecordQueue finished;
    private final CountersFile counters;
    private final EpochClock clock;
    private final int framesPerPollMax;
    /** The position that each shard's events were read to; written by this thread, read by the launcher's. */
    private final AtomicLongArray positions;

    private long nowMs;
    private long nextTickMs;

    /** One shard's stream and what is collected from it. */
    private final class ShardReader implements FragmentHandler {
        private final int shardId;
        private final Subscription subscription;
        private final RecordCollector collector;
        private final Consumer<Image> takePosition;

        ShardReader(final int shardId, final Subscription subscription, final RecordCollector collector) {
            this.shardId = shardId;
            this.subscription = subscription;
            this.collector = collector;
            takePosition = image -> positions.setRelease(shardId, image.position());
        }

        int poll() {
            final int frames = subscription.poll(this, framesPerPollMax);
            if (frames > 0) {
                subscription.forEachImage(takePosition);
            }
            return frames;
        }

        @Override
        public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
            collector.onEvent(buffer, offset, length, nowMs);
        }
    }

    /**
     * @param subscriptions the event streams, by shard; owned from now on.
     * @param matchCountMax how many matches a shard has at most.
     * @param limits of records.
     * @param pool the memory of transcripts; started here, closed by whoever made it once the filer has ended too.
     * @param finished the queue to the filer.
     * @param counters the dispatcher's counters.
     * @param clock milliseconds since the Unix epoch.
     */
    RecordAgent(
            final List<Subscription> subscriptions,
            final int matchCountMax,
            final RecordLimits limits,
            final ChunkPool pool,
            final RecordQueue finished,
            final CountersFile counters,
            final EpochClock clock) {
        this.pool = pool;
        this.finished = finished;
        this.counters = counters;
        this.clock = clock;
        framesPerPollMax = limits.framesPerPollMax();
        positions = new AtomicLongArray(subscriptions.size());
        readers = new ShardReader[subscriptions.size()];
        final LostRecords lost = new LostRecords(counters);
        for (int shardId = 0; shardId < readers.length; shardId++) {
            readers[shardId] = new ShardReader(
                    shardId,
                    subscriptions.get(shardId),
                    new RecordCollector(shardId, matchCountMax, limits, pool, finished, lost));
        }
    }

    /**
     * How far a shard's events were read; from any thread.
     *
     * @param shardId the shard.
     * @return a position in its event stream.
     */
    public long position(final int shardId) {
        return positions.getAcquire(shardId);
    }

    @Override
    public void onStart() {
        pool.start();
    }

    @Override
    public int doWork() {
        nowMs = clock.time();
        finished.takeBack(pool);
        pool.nextCycle();
        int work = 0;
        int frames = framesPerPollMax;
        for (int poll = 0; poll < POLLS_PER_CYCLE_MAX && frames >= framesPerPollMax; poll++) {
            frames = 0;
            for (final ShardReader reader : readers) {
                frames += reader.poll();
            }
            work += frames;
        }
        if (nowMs >= nextTickMs) {
            nextTickMs = nowMs + SLOW_TICK_MS;
            for (final ShardReader reader : readers) {
                counters.set(reader.shardId, ShardGauge.RECORDS_OPEN, reader.collector.openCount());
            }
        }
        return work;
    }

    @Override
    public void onClose() {
        for (final ShardReader reader : readers) {
            CloseHelper.close(reader.subscription);
        }
    }

    @Override
    public String roleName() {
        return "records";
    }
}
