package io.ironhoard.dispatcher.ipc;

import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.driver.EmbeddedDriver;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.shard.ShardResources;
import io.ironhoard.dispatcher.shard.ShardSettings;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ipc.StreamIds;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.agrona.LangUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A shard's agent over real streams, run by the test's own thread. */
@Timeout(120)
final class ShardAgentTest {
    private static final int MATCHES = 1_000;
    private static final int WINDOWS = 6;
    private static final RegionOptions REGIONS = RegionOptions.defaults().withBytes(4L << 20);
    private static final int MOVES_PER_MATCH = 20;
    private static final long DEADLINE_MS = 20_000;
    private static final byte[] CELLS = {0, 3, 1, 4};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TestFrames frames = new TestFrames(new byte[32], 0, 1);
    private final BufferClaim claim = new BufferClaim();
    private final FragmentHandler ignore = (buffer, offset, length, header) -> {};

    @TempDir
    private Path folder;

    private EmbeddedDriver driver;
    private Aeron aeron;
    private CountersFile counters;

    private final RegionSupplier regions = RegionSupplier.start("regions");

    @BeforeEach
    void launch() {
        final DispatcherConfiguration configuration = DispatcherConfiguration.conclude(Settings.of(
                SettingGroup.Reader.DISPATCHER,
                DispatcherSettings.all(),
                Map.of(
                        "ironhoard.data.dir", folder.resolve("data").toString(),
                        "ironhoard.aeron.dir", folder.resolve("aeron").toString(),
                        "ironhoard.ipc.term.bytes", "2097152"),
                Map.of()));
        driver = EmbeddedDriver.launch(configuration, LangUtil::rethrowUnchecked);
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectory().toString())
                .subscriberErrorHandler(LangUtil::rethrowUnchecked));
        counters = CountersFile.create(
                configuration.layout().dispatcherCounters(), 0, 2, ShardGauge.values().length);
    }

    @AfterEach
    void close() {
        regions.close();
        aeron.close();
        driver.close();
        counters.close();
    }

    /** An event stream that can be told to be full, or to break. */
    private static final class FickleOutlet implements Outlet {
        private final Outlet outlet;
        private boolean isFull;
        private boolean isBroken;

        FickleOutlet(final Outlet outlet) {
            this.outlet = outlet;
        }

        @Override
        public boolean hasRoom() {
            if (isBroken) {
                throw new IllegalStateException("broken on purpose");
            }
            return !isFull && outlet.hasRoom();
        }

        @Override
        public boolean claim(final int length) {
            return outlet.claim(length);
        }

        @Override
        public MutableDirectBuffer buffer() {
            return outlet.buffer();
        }

        @Override
        public int offset() {
            return outlet.offset();
        }

        @Override
        public void commit() {
            outlet.commit();
        }

        @Override
        public boolean flush() {
            return outlet.flush();
        }
    }

    /** A shard and a gateway's streams to it. */
    private final class TestShard {
        private final FickleOutlet events;
        private final ShardAgent agent;
        private final Publication ingress;
        private final Subscription eventReader;
        private final Subscription replyReader;
        private final int shardId;

        TestShard(final int shardId) {
            this.shardId = shardId;
            final EventPublisher publisher =
                    new EventPublisher(aeron.addExclusivePublication("aeron:ipc", StreamIds.events(shardId)));
            events = new FickleOutlet(publisher);
            final ReplyPublisher replies = new ReplyPublisher(
                    aeron.addExclusivePublication("aeron:ipc", StreamIds.replies(shardId)), publisher);
            final InstalledRules rules = new InstalledRules(RuleSetRegistry.builtIn());
            final NativeArena arena = NativeArena.create(ArenaOptions.defaults().withRegions(REGIONS), regions);
            final ShardEngine engine = new ShardEngine(
                    new ShardSettings(
                            shardId, 2, 1, "memory", MATCHES * WINDOWS + 10, 1000, 30_000, 60_000,
                            600_000, 16, 10_000,
                            10_000),
                    rules,
                    new ShardResources(new ArenaMemory(arena), new JdkMoveHash(), new byte[32]),
                    counters.book(shardId),
                    events,
                    replies,
                    (rulesId, fault) -> LangUtil.rethrowUnchecked(fault));
            final Subscription gateway = aeron.addSubscription("aeron:ipc", StreamIds.ingress(0, shardId));
            agent = new ShardAgent(new ShardParts(
                    shardId,
                    ShardAgent.NO_CORE,
                    rules.watch(),
                    arena,
                    engine,
                    new IngressAdapter(engine, events, replies, List.of(gateway), 64),
                    events,
                    replies,
                    new QueueDepth(aeron.countersReader()),
                    counters));
            eventReader = aeron.addSubscription("aeron:ipc", StreamIds.events(shardId));
            replyReader = aeron.addSubscription("aeron:ipc", StreamIds.replies(shardId));
            ingress = aeron.addPublication("aeron:ipc", StreamIds.ingress(0, shardId));
            await(() -> gateway.imageCount() > 0 && ingress.isConnected() && eventReader.isConnected()
                    && replyReader.isConnected());
            agent.onStart();
        }

        void send(final int length) {
            final long deadlineMs = System.currentTimeMillis() + DEADLINE_MS;
            while (ingress.tryClaim(length, claim) <= 0) {
                assertThat(System.currentTimeMillis()).isLessThan(deadlineMs);
                work();
            }
            claim.buffer().putBytes(claim.offset(), frames.buffer, 0, length);
            claim.commit();
        }

        /** Let the shard work and read what it wrote; returns the bytes that the shard's work allocated. */
        long work() {
            final long before = threads.getCurrentThreadAllocatedBytes();
            agent.doWork();
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            while (eventReader.poll(ignore, 1000) + replyReader.poll(ignore, 1000) > 0) {
                Thread.onSpinWait();
            }
            return allocated;
        }

        MoveBook.Reading book() {
            return counters.book(shardId).read();
        }
    }

    private static void await(final BooleanSupplier condition) {
        final long deadlineMs = System.currentTimeMillis() + DEADLINE_MS;
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.currentTimeMillis()).as("deadline").isLessThan(deadlineMs);
            pause.idle();
        }
    }

    private static MatchId id(final long number) {
        return new MatchId(number, ~number);
    }

    @Test
    void shouldAllocateNothingWhilePollingMoves() {
        final TestShard shard = new TestShard(0);
        long allocatedMin = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long first = (long) window * MATCHES;
            for (long match = first; match < first + MATCHES; match++) {
                shard.send(frames.createMatch(1, id(match)));
                shard.work();
            }
            allocatedMin = Math.min(allocatedMin, playWindow(shard, first));
        }
        final MoveBook.Reading book = shard.book();
        assertThat(book.received()).isEqualTo((long) WINDOWS * MATCHES * MOVES_PER_MATCH);
        assertThat(book.accepted()).isGreaterThanOrEqualTo((long) WINDOWS * MATCHES * CELLS.length);
        assertThat(book.isConserved()).isTrue();
        assertThat(allocatedMin).isZero();
    }

    /** Four moves of each match, each of them sent five times: accepted, then known as duplicates. */
    private long playWindow(final TestShard shard, final long first) {
        long allocated = 0;
        for (int move = 0; move < MOVES_PER_MATCH; move++) {
            final int turn = move % CELLS.length;
            for (long match = first; match < first + MATCHES; match++) {
                shard.send(frames.submitMove(move, id(match), turn % 2, 1 + turn / 2, CELLS[turn]));
                if (match % 32 == 0) {
                    allocated += shard.work();
                }
            }
            allocated += shard.work();
        }
        return allocated;
    }

    @Test
    void shouldJudgeEachMoveOfABatchByItself() {
        final TestShard shard = new TestShard(0);
        final int matches = 24;
        for (long match = 0; match < matches; match++) {
            shard.send(frames.createMatch(1, id(match)));
        }
        shard.work();
        for (long match = 0; match < matches; match++) {
            final boolean isUnknown = match % 4 == 1;
            final boolean isNobodys = match % 4 == 2;
            final int length = frames.submitMove(
                    2, id(isUnknown ? match + 1_000 : match), isNobodys ? 7 : 0, 1, (byte) 4);
            if (match % 4 == 3) {
                final int tagged = length - 1;
                frames.buffer.putByte(tagged, (byte) (frames.buffer.getByte(tagged) ^ 1));
            }
            shard.send(length);
        }
        shard.send(frames.submitMove(3, id(0), 0, 1, (byte) 4));
        shard.send(frames.submitMove(4, id(0), 1, 1, (byte) 0));
        shard.send(frames.createMatch(5, id(2_000)));
        shard.send(frames.submitMove(6, id(2_000), 0, 1, (byte) 4));

        shard.work();

        final int genuine = matches / 4;
        final int sentAgain = 1;
        final int later = 2;
        assertThat(shard.book()).isEqualTo(new MoveBook.Reading(
                matches + sentAgain + later, genuine + sentAgain + later, matches - genuine, 0, 0));
    }

    @Test
    void shouldLeaveFramesWhereTheyAreWhileAStreamIsFull() {
        final TestShard shard = new TestShard(0);
        shard.send(frames.createMatch(1, id(1)));
        shard.work();
        shard.events.isFull = true;
        for (int turn = 0; turn < CELLS.length; turn++) {
            shard.send(frames.submitMove(turn, id(1), turn % 2, 1 + turn / 2, CELLS[turn]));
        }
        await(() -> {
            shard.work();
            return counters.get(0, ShardGauge.QUEUE_DEPTH_BYTES) > 0 && counters.get(0, ShardGauge.BACK_PRESSURE) > 0;
        });
        assertThat(shard.book().received()).isZero();

        shard.events.isFull = false;
        shard.work();

        assertThat(shard.book()).isEqualTo(new MoveBook.Reading(4, 4, 0, 0, 0));
        await(() -> {
            shard.work();
            return counters.get(0, ShardGauge.QUEUE_DEPTH_BYTES) == 0;
        });
    }

    @Test
    void shouldLetGoOfTheSeatsOfItsLastGatewayThoughNobodyHearsOfIt() {
        final TestShard shard = new TestShard(0);
        final int matches = 600;
        for (long match = 0; match < matches; match++) {
            shard.send(frames.createMatch(1, id(match)));
            shard.send(frames.connectSeat(2, id(match), 0));
            shard.work();
        }
        shard.replyReader.close();
        shard.ingress.close();

        await(() -> {
            shard.agent.doWork();
            return counters.get(0, ShardGauge.REPLIES_DROPPED) >= matches;
        });
        assertThat(counters.get(0, ShardGauge.STATE)).isEqualTo(ShardAgent.STATE_RUNNING);
    }

    @Test
    void shouldStopABrokenShardAloneAndSaySo() {
        final TestShard broken = new TestShard(0);
        final TestShard sibling = new TestShard(1);
        broken.send(frames.createMatch(1, id(1)));
        broken.events.isBroken = true;

        assertThatThrownBy(broken.agent::doWork)
                .isInstanceOf(AgentTerminationException.class)
                .hasRootCauseMessage("broken on purpose");
        broken.agent.onClose();

        assertThat(counters.get(0, ShardGauge.STATE)).isEqualTo(ShardAgent.STATE_FAILED);
        await(() -> !broken.ingress.isConnected());
        sibling.send(frames.createMatch(1, id(1)));
        sibling.work();
        sibling.send(frames.submitMove(2, id(1), 0, 1, (byte) 0));
        sibling.work();
        assertThat(sibling.book().accepted()).isEqualTo(1);
        assertThat(counters.get(1, ShardGauge.STATE)).isEqualTo(ShardAgent.STATE_RUNNING);
    }

    @Test
    void shouldAnswerWhatWasWrittenBeforeItStops() {
        final TestShard shard = new TestShard(0);
        shard.send(frames.createMatch(1, id(1)));
        shard.send(frames.submitMove(2, id(1), 0, 1, (byte) 0));

        shard.agent.onClose();

        assertThat(shard.book()).isEqualTo(new MoveBook.Reading(1, 1, 0, 0, 0));
        assertThat(counters.get(0, ShardGauge.STATE)).isEqualTo(ShardAgent.STATE_STOPPED);
        assertThat(counters.get(0, ShardGauge.MATCHES_CREATED)).isEqualTo(1);
    }
}
