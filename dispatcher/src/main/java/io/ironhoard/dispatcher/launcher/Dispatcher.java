package io.ironhoard.dispatcher.launcher;

import io.aeron.Aeron;
import io.ironhoard.arena.os.CoreClaims;
import io.ironhoard.arena.os.NumaBalancing;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.driver.EmbeddedDriver;
import io.ironhoard.dispatcher.driver.InstanceLock;
import io.ironhoard.dispatcher.ipc.Shard;
import io.ironhoard.dispatcher.record.RecordService;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetLoadException;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.watch.RulesWatchdog;
import io.ironhoard.dispatcher.watch.ThreadProbe;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.SecretFiles;
import io.ironhoard.proto.instance.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.LangUtil;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.ironhoard.proto.instance.StartRefusedException.STATUS_CANNOT_START;
import static io.ironhoard.proto.instance.StartRefusedException.STATUS_USAGE;

/**
 * A running dispatcher: lock, driver, records, shards, started in this order and stopped in the opposite one. Built, watched
 * and closed by one thread.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long START_MS_MAX = 30_000;

    private final DispatcherConfiguration configuration;
    private final FaultLog faults = new FaultLog();
    private final List<Shard> shards = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();
    /** What to close, the last first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private CountersFile counters;
    private SampledGauges sampled;
    private StuckShards stuck;
    private RecordService records;
    private RuleSetRegistry rules;

    private Dispatcher(final DispatcherConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Start everything, and return when every shard has begun its epoch.
     *
     * @param configuration what to start.
     * @return the running dispatcher.
     * @throws StartRefusedException with a sentence, where it does not start; nothing is left running.
     */
    public static Dispatcher start(final DispatcherConfiguration configuration) {
        final Dispatcher dispatcher = new Dispatcher(configuration);
        try {
            dispatcher.startParts();
            return dispatcher;
        } catch (final IOException e) {
            dispatcher.closeParts();
            throw new StartRefusedException(STATUS_CANNOT_START, "the data folder cannot be used: " + e, e);
        } catch (final RuleSetLoadException e) {
            dispatcher.closeParts();
            throw new StartRefusedException(STATUS_CANNOT_START, e.getMessage(), e);
        } catch (final RuntimeException | Error e) {
            dispatcher.closeParts();
            throw e;
        }
    }

    /** What the process prints when it is ready. */
    public String readyLine() {
        return ReadyLine.of(configuration, epochs, rules.descriptors());
    }

    /**
     * Look after what no other thread does: use of heap and memory, the heartbeat, and faults of rule sets. To be called about once a second.
     *
     * @return whether any shard still works.
     */
    public boolean watch() {
        sampled.take(shards);
        counters.heartbeat(System.currentTimeMillis());
        faults.drain();
        return shards.stream().anyMatch(shard -> !shard.hasFailed());
    }

    /** Stop: shards answer what they were asked, records of finished matches are written, then the driver ends. */
    @Override
    public void close() {
        final long deadlineMs = System.currentTimeMillis() + configuration.stopMsMax();
        closeShards();
        boolean isRead = true;
        for (int shardId = 0; shardId < shards.size(); shardId++) {
            isRead &= records.awaitRead(shardId, shards.get(shardId).eventsPosition(), deadlineMs);
        }
        if (!isRead || !records.awaitFiled(deadlineMs)) {
            LOG.error("not every record could be written within {} ms", configuration.stopMsMax());
        }
        faults.drain();
        shards.clear();
        closeParts();
    }

    /** Those that can first. One that stands still in a rule set's call cannot be stopped: the process ends without it. */
    private void closeShards() {
        for (int shardId = 0; shardId < shards.size(); shardId++) {
            if (!stuck.isStuck(shardId)) {
                shards.get(shardId).close();
            }
        }
        for (int shardId = 0; shardId < shards.size(); shardId++) {
            if (stuck.isStuck(shardId)) {
                LOG.error("shard {} stands still in a rule set's call: it is left behind", shardId);
            } else {
                shards.get(shardId).close();
            }
        }
    }

    private void startParts() throws IOException {
        final InstanceLayout layout = configuration.layout();
        own(InstanceLock.take(layout.run()));
        claimCores();
        rules = own(
                configuration.rulesDirectory().map(RuleSetRegistry::withFolder).orElseGet(RuleSetRegistry::builtIn));
        final byte[] nodeSecret = SecretFiles.readOrCreate(layout.nodeSecret(), SeatKeys.LENGTH);
        counters = own(CountersFile.create(
                layout.dispatcherCounters(), 0, configuration.shardCount(), ShardGauge.values().length));
        final EmbeddedDriver driver = own(EmbeddedDriver.launch(
                configuration, OutOfMemory.ending(e -> LOG.error("media driver", e))));
        final Aeron aeron = own(Aeron.connect(client(driver)));
        final RegionSupplier regions = own(RegionSupplier.start("regions"));
        records = own(RecordService.start(
                configuration, aeron, regions, counters, SystemEpochClock.INSTANCE,
                OutOfMemory.ending(e -> LOG.error("record threads", e))));
        final Shard.Surroundings around = new Shard.Surroundings(
                configuration, aeron, nodeSecret, counters, regions, faults,
                OutOfMemory.ending(Dispatcher::onAgentError));
        for (int shardId = 0; shardId < configuration.shardCount(); shardId++) {
            final int epoch = new EpochFile(layout.epochs(), shardId).raise();
            epochs.add(epoch);
            shards.add(Shard.create(shardId, epoch, new InstalledRules(rules), around));
        }
        await("the record writer does not read every shard's events", () -> shards.stream().allMatch(Shard::isRead));
        sampled = new SampledGauges(counters);
        stuck = new StuckShards(counters);
        own(new RulesWatchdog(
                shards.stream().map(Shard::watch).toList(),
                configuration.rules(),
                SystemNanoClock.INSTANCE,
                ThreadProbe.ofJvm(),
                stuck).start());
        shards.forEach(Shard::start);
        await("not every shard begins its epoch", () -> shards.stream().allMatch(Shard::hasStarted));
        if (shards.stream().anyMatch(Shard::hasFailed)) {
            throw new StartRefusedException(STATUS_CANNOT_START, "a shard failed at its start; the log says why");
        }
        sampled.take(shards);
    }

    /** Held until the shards' threads have ended; the kernel's own habits with memory are told once. */
    private void claimCores() {
        NumaBalancing.warning().ifPresent(LOG::warn);
        if (configuration.cores().size() == 0) {
            return;
        }
        try {
            own(CoreClaims.take(configuration.coreClaims(), configuration.cores()));
        } catch (final IllegalArgumentException e) {
            throw new StartRefusedException(
                    STATUS_USAGE, DispatcherSettings.CORES.name() + " = '" + configuration.cores() + "': "
                            + e.getMessage(),
                    e);
        } catch (final UncheckedIOException e) {
            throw new StartRefusedException(
                    STATUS_CANNOT_START, DispatcherSettings.CORE_CLAIMS_DIR.name() + ": cores cannot be claimed: "
                            + e.getCause().getMessage(),
                    e);
        }
    }

    private Aeron.Context client(final EmbeddedDriver driver) {
        final long livenessMs = configuration.ipc().livenessMs();
        return new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectory().toString())
                .clientName("dispatcher")
                .driverTimeoutMs(livenessMs)
                .keepAliveIntervalNs(TimeUnit.MILLISECONDS.toNanos(livenessMs) / 20)
                .preTouchMappedMemory(true)
                .errorHandler(OutOfMemory.ending(e -> LOG.error("the connection to the media driver", e)))
                .subscriberErrorHandler(LangUtil::rethrowUnchecked);
    }

    /** A shard that broke has logged it by itself. */
    private static void onAgentError(final Throwable error) {
        if (!(error instanceof AgentTerminationException)) {
            LOG.error("a shard's thread", error);
        }
    }

    private <T extends AutoCloseable> T own(final T part) {
        parts.push(part);
        return part;
    }

    private void closeParts() {
        shards.forEach(Shard::close);
        while (!parts.isEmpty()) {
            final AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (final Exception e) {
                LOG.error("{} did not close", part.getClass().getSimpleName(), e);
            }
        }
    }

    private static void await(final String otherwise, final BooleanSupplier condition) {
        final long deadlineMs = System.currentTimeMillis() + START_MS_MAX;
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > deadlineMs) {
                throw new StartRefusedException(STATUS_CANNOT_START, otherwise + " within " + START_MS_MAX + " ms");
            }
            pause.idle();
        }
    }
}
