package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordVerifier;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.ShardStartedEncoder;
import io.ironhoard.proto.sbe.SigningMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Events of a shard through collector, queue and filer, on one thread and a stepped clock. */
final class RecordFlowTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final long SWEEP_MS = 5_000;
    private static final long RETRY_MS = 1_000;
    private static final int MATCH_BYTES_MAX = 1_000;
    private static final long PENDING_BYTES_MAX = 2L * MatchTranscript.OVERHEAD_BYTES + 500;

    @TempDir
    private Path folder;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChainHasher chain = new ChainHasher(1024);
    private final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
    private final KeyPair keys = RecordKeys.generate();
    private final RecordQueue queue = new RecordQueue(16);
    private final MemoryBudget budget = new MemoryBudget(PENDING_BYTES_MAX);
    private InstanceLayout layout;
    private CountersFile counters;
    private RecordCollector collector;
    private RecordFiler filer;
    private long nowMs = T0;

    @BeforeEach
    void build() throws IOException {
        layout = new InstanceLayout(folder);
        counters = CountersFile.create(layout.dispatcherCounters(), 0, 1, ShardGauge.values().length);
        final RecordLimits limits =
                new RecordLimits(MATCH_BYTES_MAX, PENDING_BYTES_MAX, 10, 1_000, 1_000_000, SWEEP_MS, RETRY_MS);
        collector = new RecordCollector(0, limits, budget, queue, counters);
        final RecordStore store = new RecordStore(layout, limits);
        store.open(nowMs);
        filer = new RecordFiler(queue, store, new RecordSigner(keys), limits, budget, counters, () -> nowMs);
    }

    @AfterEach
    void closeCounters() {
        counters.close();
    }

    private static MatchId id(final long number) {
        return new MatchId(number, ~number);
    }

    private void create(final MatchId matchId) {
        final byte[] rules = "tic-tac-toe".getBytes(StandardCharsets.US_ASCII);
        final UnsafeBuffer seed = new UnsafeBuffer(new byte[HeadPreimage.SEED_LENGTH]);
        final HeadPreimage preimage = new HeadPreimage(2, rules.length);
        preimage.match(matchId.high(), matchId.low(), nowMs, seed, 0)
                .clock(1, 2, 3)
                .rules(1, SigningMode.GATEWAY.value(), 2);
        preimage.player(0, 5, 6);
        preimage.player(1, 7, 8);
        preimage.rulesId(new UnsafeBuffer(rules), 0, rules.length);
        preimage.options(seed, 0, 0);
        preimage.hash(head, 0);
        final MatchCreatedEncoder event = new MatchCreatedEncoder();
        event.wrapAndApplyHeader(buffer, 0, header)
                .timeMs(nowMs)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .clockInitialMs(1)
                .clockIncrementMs(2)
                .abandonGraceMs(3)
                .rulesVersion(1)
                .signing(SigningMode.GATEWAY)
                .putSeed(seed.byteArray(), 0, HeadPreimage.SEED_LENGTH)
                .putInitialHead(head, 0, ChainHasher.HEAD_LENGTH);
        event.seatsCount(2)
                .next()
                .playerIdHigh(5)
                .playerIdLow(6)
                .next()
                .playerIdHigh(7)
                .playerIdLow(8);
        event.putRules(rules, 0, rules.length).putOptions(new byte[0], 0, 0);
        onEvent(event.encodedLength());
    }

    private void event(final MatchId matchId, final int index, final int endReason, final byte... payload) {
        final UnsafeBuffer bytes = new UnsafeBuffer(payload);
        final int length = chain.encode(index, EventKind.MOVE.value(), 0, nowMs, bytes, 0, payload.length);
        chain.extend(head, 0, length, head, 0);
        final MatchEventEncoder event = new MatchEventEncoder();
        event.wrapAndApplyHeader(buffer, 0, header)
                .timeMs(nowMs)
                .matchIdHigh(matchId.high())
                .matchIdLow(matchId.low())
                .index(index)
                .kind(EventKind.MOVE)
                .seat((short) 0)
                .endReason((short) endReason)
                .putHead(head, 0, ChainHasher.HEAD_LENGTH);
        final MatchEventEncoder.StandingsEncoder standings = event.standingsCount(endReason == 0 ? 0 : 2);
        if (endReason != 0) {
            standings.next().score(3).placement((short) 1).next().score(0).placement((short) 2);
        }
        event.privatePartsCount(0);
        event.putPayload(payload, 0, payload.length).putPublicPart(payload, 0, 0);
        onEvent(event.encodedLength());
    }

    private void onEvent(final int bodyLength) {
        collector.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength, nowMs);
    }

    private byte[] recordOf(final MatchId matchId) throws IOException {
        return Files.readAllBytes(layout.record(matchId));
    }

    private long gauge(final ShardGauge gauge) {
        return counters.get(0, gauge);
    }

    @Test
    void shouldFileARecordThatVerifies() throws Exception {
        create(id(1));
        event(id(1), 0, 0, (byte) 4);
        event(id(1), 1, 64);
        filer.doWork();

        final MatchRecord record = new RecordVerifier(keys.getPublic()).verify(recordOf(id(1)));
        assertThat(record.events()).hasSize(2);
        assertThat(record.endReason()).isEqualTo(64);
        assertThat(record.standings().getFirst().score()).isEqualTo(3);
        assertThat(gauge(ShardGauge.RECORDS_WRITTEN)).isEqualTo(1);
        assertThat(budget.used()).isZero();
        assertThat(queue.isDrained()).isTrue();
    }

    @Test
    void shouldKeepARecordThatCannotBeWrittenAndTryAgain() throws Exception {
        final Path obstacle = layout.record(id(1)).getParent();
        Files.write(obstacle, new byte[0]);
        create(id(1));
        event(id(1), 0, 64);
        filer.doWork();
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        filer.doWork();
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        assertThat(queue.isDrained()).isFalse();
        assertThat(budget.used()).isPositive();

        Files.delete(obstacle);
        nowMs += RETRY_MS;
        filer.doWork();

        assertThat(new RecordVerifier(keys.getPublic()).verify(recordOf(id(1))).events())
                .hasSize(1);
        assertThat(queue.isDrained()).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void shouldGiveNoRecordToAMatchThatIsTooLong() {
        create(id(1));
        for (int index = 0; collector.openCount() > 0; index++) {
            event(id(1), index, 0, (byte) 1);
            assertThat(index).isLessThan(MATCH_BYTES_MAX);
        }
        event(id(1), 999, 64);

        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        assertThat(filer.doWork()).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void shouldGiveNoRecordWhereMemoryIsUsedUpAndRecoverAfterwards() throws Exception {
        create(id(1));
        create(id(2));
        create(id(3));
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        event(id(3), 0, 64);
        assertThat(filer.doWork()).isZero();
        create(id(2));
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(2);

        collector.onEvent(startedEvent(), 0, 100, nowMs);
        assertThat(budget.used()).isZero();
        create(id(4));
        event(id(4), 0, 64);
        filer.doWork();
        assertThat(recordOf(id(4))).isNotEmpty();
    }

    @Test
    void shouldGiveNoRecordWhereAnEventIsMissing() {
        create(id(1));
        event(id(1), 0, 0);
        event(id(1), 2, 64);

        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        assertThat(filer.doWork()).isZero();
    }

    @Test
    void shouldGiveNoRecordWhereTheChainBreaks() {
        create(id(1));
        head[5] ^= 1;
        event(id(1), 0, 64);

        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        assertThat(filer.doWork()).isZero();
    }

    @Test
    void shouldNotReplaceTheRecordOfAnEarlierMatchOfTheSameId() throws Exception {
        create(id(1));
        event(id(1), 0, 64);
        filer.doWork();
        final byte[] first = recordOf(id(1));
        nowMs++;
        create(id(1));
        event(id(1), 0, 65);
        filer.doWork();

        assertThat(recordOf(id(1))).isEqualTo(first);
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        assertThat(queue.isDrained()).isTrue();
    }

    @Test
    void shouldSweepFromTimeToTime() throws Exception {
        create(id(1));
        event(id(1), 0, 64);
        filer.doWork();
        assertThat(layout.record(id(1))).exists();
        Files.setLastModifiedTime(layout.record(id(1)), FileTime.fromMillis(nowMs));

        nowMs += 1_000_001;
        filer.doWork();

        assertThat(layout.record(id(1))).doesNotExist();
    }

    private UnsafeBuffer startedEvent() {
        new ShardStartedEncoder().wrapAndApplyHeader(buffer, 0, header).timeMs(nowMs);
        return buffer;
    }
}
