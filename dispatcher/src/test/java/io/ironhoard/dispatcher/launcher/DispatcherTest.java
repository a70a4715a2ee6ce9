package io.ironhoard.dispatcher.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.ipc.ShardAgent;
import io.ironhoard.dispatcher.ipc.TestFrames;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordVerifier;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A whole dispatcher in this process, spoken to as gateways do. */
@Timeout(120)
final class DispatcherTest {
    private static final MatchId MATCH = new MatchId(0x0123_4567_89AB_CDEFL, 42);
    private static final int GATEWAY = 2;

    @TempDir
    private Path folder;

    private DispatcherConfiguration configuration(final String... namesAndValues) {
        final Map<String, String> properties = new HashMap<>(Map.of(
                "ironhoard.data.dir", folder.resolve("data").toString(),
                "ironhoard.aeron.dir", folder.resolve("aeron").toString(),
                "ironhoard.shard.core.claims.dir", folder.resolve("cores").toString(),
                "ironhoard.ipc.term.bytes", "2097152"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return DispatcherConfiguration.conclude(
                Settings.of(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all(), properties, Map.of()));
    }

    private static TestFrames frames(final DispatcherConfiguration configuration, final int epoch) throws IOException {
        return new TestFrames(Files.readAllBytes(configuration.layout().nodeSecret()), GATEWAY, epoch);
    }

    @Test
    void shouldPlayAMatchAndFileItsSignedRecord() throws Exception {
        final DispatcherConfiguration configuration = configuration();
        final Path file = configuration.layout().record(MATCH);
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                TestGateway gateway = new TestGateway(configuration.aeronDirectory(), GATEWAY, 0)) {
            final TestFrames frames = frames(configuration, 1);
            gateway.send(frames.buffer, frames.hello(1));
            final ShardInfoDecoder info = gateway.take(new ShardInfoDecoder(), reply -> reply.correlationId() == 1);
            assertThat(info.epoch()).isEqualTo(1);
            gateway.send(frames.buffer, frames.createMatch(2, MATCH));
            gateway.take(new MatchCreatedDecoder(), event -> event.correlationId() == 2);
            final int[] cells = {0, 3, 1, 4, 2};
            for (int move = 0; move < cells.length; move++) {
                final long id = 10 + move;
                gateway.send(
                        frames.buffer,
                        frames.submitMove(id, MATCH, move % 2, 1 + move / 2, (byte) cells[move]));
                gateway.take(new MatchEventDecoder(), event -> event.correlationId() == id);
            }
            TestGateway.await(() -> Files.exists(file));
            assertThat(dispatcher.watch()).isTrue();
        }
        final MatchRecord record = new RecordVerifier(
                RecordKeys.readPublic(configuration.layout().recordPublicKey()))
                .verify(Files.readAllBytes(file));
        assertThat(record.header().matchId()).isEqualTo(MATCH);
        assertThat(record.events()).hasSize(5);
        assertThat(record.standings().getFirst().placement()).isEqualTo(1);
        try (CountersFile counters = CountersFile.open(configuration.layout().dispatcherCounters())) {
            assertThat(counters.get(0, ShardGauge.RECORDS_WRITTEN)).isEqualTo(1);
            assertThat(counters.get(0, ShardGauge.RECORDS_LOST)).isZero();
            assertThat(counters.get(0, ShardGauge.STATE)).isEqualTo(ShardAgent.STATE_STOPPED);
            assertThat(counters.get(0, ShardGauge.MATCHES_CREATED)).isEqualTo(1);
            assertThat(counters.book(0).read()).isEqualTo(new MoveBook.Reading(5, 5, 0, 0, 0));
        }
    }

    @Test
    void shouldAnswerOrCountEveryTruncationOfEveryMessageAndGoOn() throws Exception {
        final DispatcherConfiguration configuration = configuration();
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                TestGateway gateway = new TestGateway(configuration.aeronDirectory(), GATEWAY, 0);
                CountersFile counters = CountersFile.open(configuration.layout().dispatcherCounters())) {
            final TestFrames frames = frames(configuration, 1);
            long unreadable = 0;
            long refused = 0;
            for (final Map.Entry<String, byte[]> frame : frames.oneOfEach(MATCH).entrySet()) {
                final byte[] whole = frame.getValue();
                for (int length = 1; length < whole.length; length++) {
                    gateway.send(new UnsafeBuffer(Arrays.copyOf(whole, length)), length);
                    if (length < 16) {
                        unreadable++;
                    } else {
                        refused++;
                        expectRefusal(frame.getKey(), gateway);
                    }
                }
            }
            final long unreadableExpected = unreadable;
            final long refusedExpected = refused;
            TestGateway.await(() -> counters.get(0, ShardGauge.FRAMES_UNREADABLE) == unreadableExpected
                    && counters.get(0, ShardGauge.FRAMES_REFUSED) == refusedExpected);
            gateway.send(frames.buffer, frames.createMatch(2, MATCH));
            gateway.take(new MatchCreatedDecoder(), event -> event.correlationId() == 2);
            assertThat(dispatcher.watch()).isTrue();
        }
    }

    private static void expectRefusal(final String template, final TestGateway gateway) {
        final int malformed = ResultCode.MALFORMED_FRAME.code();
        if (template.equals("SubmitMove")) {
            gateway.take(new MoveRejectedDecoder(), reply -> reply.code() == malformed);
        } else if (!template.equals("DisconnectSeat")) {
            gateway.take(new RequestRefusedDecoder(), reply -> reply.code() == malformed);
        }
    }

    @Test
    void shouldRefuseFramesThatNameAnotherGateway() throws Exception {
        final DispatcherConfiguration configuration = configuration();
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                TestGateway gateway = new TestGateway(configuration.aeronDirectory(), GATEWAY + 1, 0)) {
            final TestFrames frames = frames(configuration, 1);
            gateway.send(frames.buffer, frames.createMatch(2, MATCH));
            final RequestRefusedDecoder refused =
                    gateway.take(new RequestRefusedDecoder(), reply -> reply.correlationId() == 2);
            assertThat(refused.code()).isEqualTo(ResultCode.MALFORMED_FRAME.code());
            assertThat(refused.gatewayId()).isEqualTo(GATEWAY + 1);
            assertThat(dispatcher.watch()).isTrue();
        }
    }

    @Test
    void shouldNotWaitForAGatewayThatDoesNotRead() throws Exception {
        final DispatcherConfiguration configuration = configuration("ironhoard.match.count.max", "30000");
        final int matches = 17_000;
        final int batch = 200;
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                TestGateway asleep = new TestGateway(configuration.aeronDirectory(), GATEWAY + 1, 0);
                TestGateway gateway = new TestGateway(configuration.aeronDirectory(), GATEWAY, 0)) {
            final TestFrames frames = frames(configuration, 1);
            for (int match = 1; match <= matches; match++) {
                final long id = match;
                gateway.send(frames.buffer, frames.createMatch(id, new MatchId(id, id)));
                if (match % batch == 0) {
                    gateway.take(new MatchCreatedDecoder(), event -> event.correlationId() == id);
                }
            }
            // More than two windows of the stream have passed the sleeper by.
            assertThat((long) matches * MatchCreatedDecoder.BLOCK_LENGTH)
                    .isGreaterThan(configuration.ipc().termBytes());
            assertThat(dispatcher.watch()).isTrue();
            assertThat(asleep.isLinked()).isTrue();
        }
    }

    @Test
    void shouldRaiseEachShardsEpochAtEachStart() throws IOException {
        final DispatcherConfiguration configuration = configuration("ironhoard.shard.count", "2");
        for (int epoch = 1; epoch <= 3; epoch++) {
            try (Dispatcher dispatcher = Dispatcher.start(configuration)) {
                final Map<String, String> ready = fields(dispatcher.readyLine());
                assertThat(ready)
                        .containsEntry("epochs", epoch + "," + epoch)
                        .containsEntry("shards", "2")
                        .containsEntry("durability", "memory")
                        .containsEntry("aeron_dir", configuration.aeronDirectory().toString());
                assertThat(ready.get("rules")).contains("tic-tac-toe 1");
            }
            assertThat(configuration.aeronDirectory()).doesNotExist();
        }
    }

    @Test
    void shouldRefuseASecondDispatcherOnTheSameFolder() {
        final DispatcherConfiguration configuration = configuration();
        try (Dispatcher dispatcher = Dispatcher.start(configuration)) {
            assertThatThrownBy(() -> Dispatcher.start(configuration))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("already running");
            assertThat(dispatcher.watch()).isTrue();
        }
    }

    @Test
    void shouldShowTheMemoryOfItsShards() throws Exception {
        final DispatcherConfiguration configuration = configuration(
                "ironhoard.shard.count", "2", "ironhoard.arena.region.mib", "2", "ironhoard.arena.regions.max", "3");
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                CountersFile counters = CountersFile.open(configuration.layout().dispatcherCounters())) {
            assertThat(dispatcher.watch()).isTrue();
            for (int shard = 0; shard < 2; shard++) {
                assertThat(counters.get(shard, ShardGauge.ARENA_MAPPED_BYTES)).isGreaterThanOrEqualTo(2 << 20);
                assertThat(counters.get(shard, ShardGauge.ARENA_REGIONS_MAX)).isEqualTo(3);
                assertThat(counters.get(shard, ShardGauge.ARENA_REGIONS_ADDED)).isPositive();
                assertThat(counters.get(shard, ShardGauge.ARENA_REGIONS_RETURNED)).isZero();
                assertThat(counters.get(shard, ShardGauge.ARENA_REFUSALS)).isZero();
                assertThat(counters.get(shard, ShardGauge.ARENA_MAP_MAX_US)).isPositive();
            }
        }
    }

    @Test
    void shouldRunPinnedToACoreInProfileDedicated() throws Exception {
        assumeTrue(CoreAffinity.host().isPresent(), "this system cannot pin threads");
        final BitSet allowed = CoreAffinity.host().orElseThrow().allowed();
        final int core = allowed.length() - 1;
        final DispatcherConfiguration configuration =
                configuration("ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", "" + core);
        try (Dispatcher dispatcher = Dispatcher.start(configuration);
                TestGateway gateway = new TestGateway(configuration.aeronDirectory(), GATEWAY, 0);
                CountersFile counters = CountersFile.open(configuration.layout().dispatcherCounters())) {
            assertThat(counters.get(0, ShardGauge.CORE)).isEqualTo(core);
            final TestFrames frames = frames(configuration, 1);
            gateway.send(frames.buffer, frames.createMatch(2, MATCH));
            gateway.take(new MatchCreatedDecoder(), event -> event.correlationId() == 2);
            assertThat(dispatcher.watch()).isTrue();
        }
        assertThat(CoreAffinity.host().orElseThrow().allowed()).isEqualTo(allowed);
    }

    @Test
    void shouldRefuseACoreThatAnotherInstanceHolds() {
        assumeTrue(CoreAffinity.host().isPresent(), "this system cannot pin threads");
        final String core = Integer.toString(CoreAffinity.host().orElseThrow().allowed().nextSetBit(0));
        final String[] pinned = {"ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", core};
        final DispatcherConfiguration other = configuration(
                "ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", core,
                "ironhoard.data.dir", folder.resolve("other").toString(),
                "ironhoard.aeron.dir", folder.resolve("other-aeron").toString());
        try (Dispatcher dispatcher = Dispatcher.start(configuration(pinned))) {
            assertThatThrownBy(() -> Dispatcher.start(other))
                    .isInstanceOfSatisfying(StartRefusedException.class, refusal -> assertThat(refusal.exitStatus())
                            .isEqualTo(StartRefusedException.STATUS_USAGE))
                    .hasMessageContaining("ironhoard.shard.cores = '" + core + "': core " + core
                            + " is held by process " + ProcessHandle.current().pid());
            assertThat(dispatcher.watch()).isTrue();
        }
        Dispatcher.start(other).close();
    }

    @Test
    void shouldSayWhereCoresCannotBeClaimed() throws IOException {
        assumeTrue(CoreAffinity.host().isPresent(), "this system cannot pin threads");
        final Path file = Files.writeString(folder.resolve("file"), "");
        final DispatcherConfiguration configuration = configuration(
                "ironhoard.shard.profile", "dedicated",
                "ironhoard.shard.cores", "" + CoreAffinity.host().orElseThrow().allowed().nextSetBit(0),
                "ironhoard.shard.core.claims.dir", file.toString());
        assertThatThrownBy(() -> Dispatcher.start(configuration))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("ironhoard.shard.core.claims.dir: cores cannot be claimed")
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldLeaveNothingRunningWhereItDoesNotStart() throws IOException {
        final Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("broken.jar"), "not a jar");
        final DispatcherConfiguration broken = configuration("ironhoard.rules.dir", rules.toString());
        assertThatThrownBy(() -> Dispatcher.start(broken))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("broken.jar");

        Dispatcher.start(configuration()).close();
        assertThat(broken.aeronDirectory()).doesNotExist();
    }

    /** The fields of the ready line; an array's values joined by commas. */
    private static Map<String, String> fields(final String readyLine) throws IOException {
        assertThat(readyLine).startsWith("READY {");
        final Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(readyLine.substring("READY ".length()))) {
            while (json.nextToken() != null) {
                if (json.currentToken().isScalarValue()) {
                    final boolean isInArray = json.getParsingContext().inArray();
                    final String name = isInArray
                            ? json.getParsingContext().getParent().getCurrentName()
                            : json.currentName();
                    fields.merge(name, json.getText(), (first, next) -> first + "," + next);
                }
            }
        }
        return fields;
    }
}
