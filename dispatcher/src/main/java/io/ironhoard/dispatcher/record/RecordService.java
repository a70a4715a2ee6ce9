package io.ironhoard.dispatcher.record;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.Subscription;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Both threads of the records, and the memory between them. Started, drained and closed by the launcher's thread.
 */
public final class RecordService implements AutoCloseable {
    private static final int QUEUE_CAPACITY_MAX = 1 << 18;
    private static final long FILER_SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final RecordQueue finished;
    private final RecordAgent agent;
    private final ChunkPool pool;
    private final AgentRunner agentRunner;
    private final AgentRunner filerRunner;

    private RecordService(
            final ChunkPool pool,
            final RecordQueue finished,
            final RecordAgent agent,
            final RecordFiler filer,
            final ErrorHandler errorHandler) {
        this.pool = pool;
        this.finished = finished;
        this.agent = agent;
        agentRunner = new AgentRunner(new BatchIdleStrategy(), errorHandler, null, agent);
        filerRunner = new AgentRunner(new SleepingIdleStrategy(FILER_SLEEP_NS), errorHandler, null, filer);
    }

    /**
     * Open the store and the keys, subscribe to every shard's events, and start both threads. Before the shards start, so
     * that no event is missed.
     *
     * @param configuration the dispatcher's configuration.
     * @param aeron a client of this node's driver.
     * @param regions maps the memory of transcripts; to be closed after this service.
     * @param counters the dispatcher's counters.
     * @param clock milliseconds since the Unix epoch.
     * @param errorHandler told of what ends one of the threads.
     * @return the running service.
     * @throws StartRefusedException where keys or store cannot be used.
     */
    public static RecordService start(
            final DispatcherConfiguration configuration,
            final Aeron aeron,
            final RegionSupplier regions,
            final CountersFile counters,
            final EpochClock clock,
            final ErrorHandler errorHandler) {
        final InstanceLayout layout = configuration.layout();
        final RecordLimits limits = configuration.record();
        final RecordStore store = new RecordStore(layout, limits);
        final RecordSigner signer;
        try {
            signer = new RecordSigner(RecordKeys.loadOrCreate(layout.recordKey(), layout.recordPublicKey()));
            store.open(clock.time());
        } catch (final IOException e) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_CANNOT_START, "records cannot be kept: " + e.getMessage(), e);
        }
        final List<Subscription> subscriptions = new ArrayList<>();
        for (int shardId = 0; shardId < configuration.shardCount(); shardId++) {
            subscriptions.add(aeron.addSubscription(CommonContext.IPC_CHANNEL, StreamIds.events(shardId)));
        }
        final ChunkPool pool = ChunkPool.create(limits.pendingBytesMax(), regions);
        // No more can be under way than there are chunks.
        final RecordQueue finished = new RecordQueue(
                (int) Math.min(QUEUE_CAPACITY_MAX, ChunkPool.chunksMax(limits.pendingBytesMax())));
        final RecordService service = new RecordService(
                pool,
                finished,
                new RecordAgent(
                        subscriptions, configuration.match().matchCountMax(), limits, pool, finished, counters, clock),
                new RecordFiler(finished, store, signer, limits, counters, clock),
                errorHandler);
        AgentRunner.startOnThread(service.agentRunner);
        AgentRunner.startOnThread(service.filerRunner);
        return service;
    }

    /**
     * Wait until a shard's events are read to a position.
     *
     * @param shardId the shard.
     * @param position where its stream ends.
     * @param deadlineMs by {@link System#currentTimeMillis}, until when to wait.
     * @return whether they are.
     */
    public boolean awaitRead(final int shardId, final long position, final long deadlineMs) {
        return await(deadlineMs, () -> agent.position(shardId) >= position);
    }

    /**
     * Wait until every finished record is filed.
     *
     * @param deadlineMs by {@link System#currentTimeMillis}, until when to wait.
     * @return whether they are.
     */
    public boolean awaitFiled(final long deadlineMs) {
        return await(deadlineMs, finished::isDrained);
    }

    /** Stop both threads. */
    @Override
    public void close() {
        agentRunner.close();
        filerRunner.close();
        pool.close();
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(final long deadlineMs, final Condition condition) {
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!condition.holds()) {
            if (System.currentTimeMillis() > deadlineMs || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause.idle();
        }
        return true;
    }
}
