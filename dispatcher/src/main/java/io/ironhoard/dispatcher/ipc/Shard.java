package io.ironhoard.dispatcher.ipc;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.ironhoard.arena.ArenaCounters;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.MatchLimits;
import io.ironhoard.dispatcher.config.ShardProfile;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.shard.RulesFaults;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.dispatcher.watch.CallWatch;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ipc.StreamIds;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * One shard put together: its streams, its engine, its agent and its thread. Built, started and stopped by the launcher's
 * thread; everything inside belongs to the shard's own.
 */
public final class Shard implements AutoCloseable {
    private final int shardId;
    private final CallWatch watch;
    private final ArenaCounters memory;
    private final ExclusivePublication events;
    private final CountersFile counters;
    private final AgentRunner runner;

    private Shard(
            final int shardId,
            final CallWatch watch,
            final ArenaCounters memory,
            final ExclusivePublication events,
            final CountersFile counters,
            final AgentRunner runner) {
        this.shardId = shardId;
        this.watch = watch;
        this.memory = memory;
        this.events = events;
        this.counters = counters;
        this.runner = runner;
    }

    /**
     * What all shards of a process share.
     *
     * @param configuration the dispatcher's configuration.
     * @param aeron a client of this node's driver, whose subscribers' errors are thrown again: a broken invariant must
     *     reach the agent.
     * @param nodeSecret what seat keys are derived from.
     * @param counters the dispatcher's counters.
     * @param regions maps the regions of their memory.
     * @param faults who is told of rule sets that throw.
     * @param errorHandler told of what ended an agent.
     */
    public record Surroundings(
            DispatcherConfiguration configuration,
            Aeron aeron,
            byte[] nodeSecret,
            CountersFile counters,
            RegionSupplier regions,
            RulesFaults faults,
            ErrorHandler errorHandler) {}

    /**
     * Build a shard, without starting it.
     *
     * @param shardId from 0.
     * @param epoch how often this shard has been started.
     * @param rules its own instances of the rule sets.
     * @param around what all shards share.
     * @return the shard.
     */
    public static Shard create(
            final int shardId, final int epoch, final InstalledRules rules, final Surroundings around) {
        final DispatcherConfiguration configuration = around.configuration();
        final Aeron aeron = around.aeron();
        final ExclusivePublication eventStream =
                aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, StreamIds.events(shardId));
        final EventPublisher events = new EventPublisher(eventStream);
        final ReplyPublisher replies = new ReplyPublisher(
                aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, StreamIds.replies(shardId)), events);
        final List<Subscription> gateways = new ArrayList<>();
        for (int gatewayId = 0; gatewayId < configuration.ipc().gatewayCountMax(); gatewayId++) {
            gateways.add(aeron.addSubscription(CommonContext.IPC_CHANNEL, StreamIds.ingress(gatewayId, shardId)));
        }
        final CountersFile counters = around.counters();
        counters.set(shardId, ShardGauge.EPOCH, epoch);
        final NativeArena arena = NativeArena.create(configuration.arena(), around.regions());
        final ShardEngine engine = new ShardEngine(
                settings(shardId, epoch, configuration),
                rules,
                new ShardResources(
                        new ArenaMemory(arena), configuration.hash().create(), around.nodeSecret()),
                counters.book(shardId),
                events,
                replies,
                around.faults());
        final boolean isDedicated = configuration.profile() == ShardProfile.DEDICATED;
        final ShardAgent agent = new ShardAgent(new ShardParts(
                shardId,
                isDedicated ? configuration.cores().core(shardId) : ShardAgent.NO_CORE,
                rules.watch(),
                arena,
                engine,
                new IngressAdapter(
                        engine, events, replies, gateways, configuration.ipc().framesPerPollMax()),
                events,
                replies,
                new QueueDepth(aeron.countersReader()),
                counters));
        final IdleStrategy idle = isDedicated
                ? new BusySpinIdleStrategy()
                : new RestingIdleStrategy(configuration.idleUsMax());
        return new Shard(shardId, rules.watch(), arena.counters(), eventStream, counters,
                new AgentRunner(idle, around.errorHandler(), null, agent));
    }

    /** Whether its events are being read, without which it must not start. */
    public boolean isRead() {
        return events.isConnected();
    }

    /** Start its thread. */
    public void start() {
        AgentRunner.startOnThread(runner);
    }

    /** Where it notes its calls of rule sets. */
    public CallWatch watch() {
        return watch;
    }

    /** The numbers of its memory; from any thread. */
    public ArenaCounters memory() {
        return memory;
    }

    /** Whether it broke; from any thread. */
    public boolean hasFailed() {
        return counters.get(shardId, ShardGauge.STATE) == ShardAgent.STATE_FAILED;
    }

    /** Whether it has begun its epoch, or broke in trying; from any thread. */
    public boolean hasStarted() {
        return counters.get(shardId, ShardGauge.STATE) != 0;
    }

    /** Where its event stream ends, once it has stopped. */
    public long eventsPosition() {
        return events.position();
    }

    /** Answer what has been written to it, then stop its thread. Its streams end with the Aeron client. */
    @Override
    public void close() {
        runner.close();
    }

    private static ShardSettings settings(
            final int shardId, final int epoch, final DispatcherConfiguration configuration) {
        final MatchLimits limits = configuration.match();
        return new ShardSettings(
                shardId,
                configuration.shardCount(),
                epoch,
                configuration.durability().text(),
                limits.matchCountMax(),
                limits.matchEventsMax(),
                limits.lingerMs(),
                limits.abandonGraceMs(),
                limits.abandonGraceMsMax(),
                limits.movesInFlightMax(),
                limits.rateMovesPerS(),
                limits.rateBurst());
    }
}
