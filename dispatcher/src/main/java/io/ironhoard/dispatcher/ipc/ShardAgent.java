package io.ironhoard.dispatcher.ipc;

import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.arena.region.FeatureReport;
import io.ironhoard.arena.region.MappedRegion;
import io.ironhoard.arena.region.RegionFeature;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.watch.CallWatch;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard's duty cycle: read the clock once, take frames, expire timers, and every 10 ms look after the rest. Started,
 * run and closed on one thread, the shard's own.
 *
 * <p>An exception out of the engine is a broken invariant: the shard stops, says so in the log and in its state, and
 * nothing that came after it is accepted. Other shards go on.
 */
public final class ShardAgent implements Agent {
    /** {@link ShardGauge#STATE} of a shard that works. */
    public static final int STATE_RUNNING = 1;
    /** {@link ShardGauge#STATE} of a shard that was stopped. */
    public static final int STATE_STOPPED = 2;
    /** {@link ShardGauge#STATE} of a shard that broke. */
    public static final int STATE_FAILED = 3;
    /** {@link ShardGauge#CORE} of a shard that is not pinned. */
    public static final int NO_CORE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ShardAgent.class);
    private static final long TICK_MS = 10;
    private static final int TIMERS_PER_CYCLE_MAX = 64;
    private static final long DRAIN_MS_MAX = 1_000;

    private final int shardId;
    private final int core;
    private final CallWatch watch;
    private final NativeArena arena;
    private final ShardEngine engine;
    private final IngressAdapter ingress;
    private final Outlet events;
    private final Outlet replies;
    private final QueueDepth queueDepth;
    private final CountersFile counters;
    private final ShardClock clock = new ShardClock(System.currentTimeMillis(), System.nanoTime());

    private long nextTickMs;
    private long cycleMaxNs;
    private boolean wasBusy;
    private boolean hasFailed;

    ShardAgent(final ShardParts parts) {
        shardId = parts.shardId();
        core = parts.core();
        watch = parts.watch();
        arena = parts.arena();
        engine = parts.engine();
        ingress = parts.ingress();
        events = parts.events();
        replies = parts.replies();
        queueDepth = parts.queueDepth();
        counters = parts.counters();
    }

    @Override
    public void onStart() {
        try {
            pin();
            watch.attach();
            arena.start();
            tellMemory();
            clock.advance(System.nanoTime());
            engine.start(clock.nowMs());
            events.flush();
            counters.set(shardId, ShardGauge.STATE, STATE_RUNNING);
        } catch (final Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public int doWork() {
        try {
            return cycle();
        } catch (final Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public void onClose() {
        try {
            if (!hasFailed) {
                drain();
                counters.set(shardId, ShardGauge.STATE, STATE_STOPPED);
            }
        } finally {
            ingress.close();
            arena.close();
        }
    }

    @Override
    public String roleName() {
        return "shard-" + shardId;
    }

    private int cycle() {
        final long passedNs = clock.advance(System.nanoTime());
        if (wasBusy && passedNs > cycleMaxNs) {
            cycleMaxNs = passedNs;
        }
        final long nowMs = clock.nowMs();
        int work = ingress.poll(nowMs);
        work += expireTimers(nowMs);
        if (events.hasRoom() && replies.hasRoom()) {
            work += engine.releaseSeats(nowMs);
        }
        if (nowMs >= nextTickMs) {
            nextTickMs = nowMs + TICK_MS;
            ingress.noticeGoneGateways();
            publishGauges();
        }
        show();
        arena.nextCycle();
        wasBusy = work > 0;
        // An interrupt would end the agent without a word. Nobody sends one but a rule set: who stops a shard closes its agent.
        Thread.interrupted();
        return work;
    }

    /** What one cycle has written is seen by others together; false where some of it waits for a reader. */
    private boolean show() {
        final boolean isShown = events.flush() & replies.flush();
        engine.publishBook();
        return isShown;
    }

    private int expireTimers(final long nowMs) {
        int expired = 0;
        while (expired < TIMERS_PER_CYCLE_MAX
                && events.hasRoom()
                && replies.hasRoom()
                && engine.expireTimer(nowMs)) {
            expired++;
        }
        return expired;
    }

    /** What gateways have written is answered before the end, unless they go on writing, or do not read, for too long. */
    private void drain() {
        clock.advance(System.nanoTime());
        final long deadlineMs = clock.nowMs() + DRAIN_MS_MAX;
        boolean isShown = false;
        while (ingress.poll(clock.nowMs()) > 0 || ingress.isHeldBack() || !isShown) {
            isShown = show();
            clock.advance(System.nanoTime());
            if (clock.nowMs() > deadlineMs) {
                LOG.warn("shard {} stops with frames that it has not answered, or answers that nobody reads", shardId);
                break;
            }
            Thread.onSpinWait();
        }
        publishGauges();
    }

    private void publishGauges() {
        counters.set(shardId, ShardGauge.MATCHES, engine.matchCount());
        counters.set(shardId, ShardGauge.MATCHES_CREATED, engine.createdCount());
        counters.set(shardId, ShardGauge.MATCHES_ENDED, engine.endedCount());
        counters.set(shardId, ShardGauge.RULES_FAULTS, engine.rulesFaultCount());
        counters.set(shardId, ShardGauge.RULES_OVERRUNS, engine.rulesOverrunCount());
        counters.set(shardId, ShardGauge.REPLIES_DROPPED, engine.repliesDropped() + replies.discarded());
        counters.set(shardId, ShardGauge.ARENA_USED_BYTES, arena.counters().liveBytes());
        counters.set(shardId, ShardGauge.ARENA_REGIONS, arena.counters().regions());
        counters.set(shardId, ShardGauge.FRAMES_UNREADABLE, ingress.unreadableCount());
        counters.set(shardId, ShardGauge.FRAMES_REFUSED, ingress.refusedCount());
        counters.set(shardId, ShardGauge.BACK_PRESSURE, ingress.heldBackCount());
        counters.set(shardId, ShardGauge.QUEUE_DEPTH_BYTES, queueDepth.bytes(ingress));
        counters.set(shardId, ShardGauge.CYCLE_MAX_US, TimeUnit.NANOSECONDS.toMicros(cycleMaxNs));
    }

    private AgentTerminationException failed(final Throwable cause) {
        hasFailed = true;
        counters.set(shardId, ShardGauge.STATE, STATE_FAILED);
        LOG.error("shard {} is broken and stops; the others go on", shardId, cause);
        return new AgentTerminationException(cause);
    }

    /** Once: what the kernel gave of what was wished for. */
    private void tellMemory() {
        final MappedRegion first = arena.regionReports().getFirst();
        LOG.info("shard {} has its memory; {}", shardId, first.describe());
        final FeatureReport lock = first.feature(RegionFeature.LOCKED);
        if (lock.asked() && !lock.had()) {
            LOG.warn("shard {}: its memory is not locked and may be paged out: {}", shardId, lock.reason());
        }
    }

    private void pin() {
        int pinnedTo = NO_CORE;
        if (core != NO_CORE) {
            final CoreAffinity.Pinning pinning = CoreAffinity.host()
                    .map(affinity -> affinity.pinCurrentThread(core))
                    .orElseGet(() -> new CoreAffinity.Pinning(core, false, "this system cannot pin threads"));
            if (pinning.had()) {
                pinnedTo = core;
                LOG.info("shard {} is pinned to core {}", shardId, core);
            } else {
                LOG.warn("shard {} is not pinned to core {}: {}", shardId, core, pinning.reason());
            }
        }
        counters.set(shardId, ShardGauge.CORE, pinnedTo);
    }
}
