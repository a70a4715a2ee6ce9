package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordVerifier;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.util.Random;
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
    private static final int MATCH_BYTES_MAX = 40_000;
    private static final int CHUNKS_MAX = 80;
    private static final int END = 64;

    @TempDir
    private Path folder;

    private final RecordEvents events = new RecordEvents();
    private final KeyPair keys = RecordKeys.generate();
    private final RecordQueue queue = new RecordQueue(CHUNKS_MAX);
    private final RegionSupplier regions = RegionSupplier.start("regions");
    private final ChunkPool pool = ChunkPool.create(CHUNKS_MAX * ChunkPool.CHUNK_BYTES, regions);
    private InstanceLayout layout;
    private CountersFile counters;
    private RecordCollector collector;
    private RecordFiler filer;
    private long nowMs = T0;

    @BeforeEach
    void build() throws IOException {
        layout = new InstanceLayout(folder);
        counters = CountersFile.create(layout.dispatcherCounters(), 0, 1, ShardGauge.values().length);
        final RecordLimits limits = new RecordLimits(
                MATCH_BYTES_MAX, CHUNKS_MAX * ChunkPool.CHUNK_BYTES, 10, 1_000, 1_000_000, SWEEP_MS, RETRY_MS);
        pool.start();
        collector = new RecordCollector(0, CHUNKS_MAX, limits, pool, queue, new LostRecords(counters));
        final RecordStore store = new RecordStore(layout, limits);
        store.open(nowMs);
        filer = new RecordFiler(queue, store, new RecordSigner(keys), limits, counters, () -> nowMs);
    }

    @AfterEach
    void close() {
        pool.close();
        regions.close();
        counters.close();
    }

    private static MatchId id(final long number) {
        return new MatchId(number, ~number);
    }

    private void create(final MatchId matchId) {
        deliver(events.created(matchId, nowMs));
    }

    private void event(final int endReason, final byte... payload) {
        deliver(events.next(nowMs, endReason, payload));
    }

    private void deliver(final int length) {
        collector.onEvent(events.buffer, 0, length, nowMs);
    }

    /** The filer's turn, then the agent's to take back what is filed. */
    private void turn() {
        filer.doWork();
        queue.takeBack(pool);
    }

    private MatchRecord recordOf(final MatchId matchId) throws Exception {
        return new RecordVerifier(keys.getPublic()).verify(Files.readAllBytes(layout.record(matchId)));
    }

    private long gauge(final ShardGauge gauge) {
        return counters.get(0, gauge);
    }

    private void assertLost(final MatchId matchId, final int count) {
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(count);
        assertThat(layout.record(matchId)).doesNotExist();
        assertThat(queue.isDrained()).isTrue();
        assertThat(pool.usedBytes()).isZero();
    }

    @Test
    void shouldFileARecordThatVerifies() throws Exception {
        create(id(1));
        event(0, (byte) 4);
        event(END);
        turn();

        final MatchRecord record = recordOf(id(1));
        assertThat(record.header().matchId()).isEqualTo(id(1));
        assertThat(record.events()).hasSize(2);
        assertThat(record.events().getFirst().payload()).containsExactly(4);
        assertThat(record.endReason()).isEqualTo(END);
        assertThat(record.standings().getFirst().score()).isEqualTo(3);
        assertThat(gauge(ShardGauge.RECORDS_WRITTEN)).isEqualTo(1);
        assertThat(pool.usedBytes()).isZero();
        assertThat(queue.isDrained()).isTrue();
    }

    @Test
    void shouldKeepEventsOfEveryLengthAcrossChunks() throws Exception {
        final Random random = new Random(7);
        for (int match = 1; match <= 4; match++) {
            create(id(match));
            final byte[][] payloads = new byte[60][];
            for (int i = 0; i < payloads.length; i++) {
                payloads[i] = new byte[i == 30 ? 20_000 : random.nextInt(match * 40)];
                random.nextBytes(payloads[i]);
                event(i == payloads.length - 1 ? END : 0, payloads[i]);
            }
            turn();

            final MatchRecord record = recordOf(id(match));
            assertThat(record.events()).hasSize(payloads.length);
            for (int i = 0; i < payloads.length; i++) {
                assertThat(record.events().get(i).payload()).isEqualTo(payloads[i]);
            }
        }
    }

    @Test
    void shouldKeepARecordThatCannotBeWrittenAndTryAgain() throws Exception {
        final Path obstacle = layout.record(id(1)).getParent();
        Files.write(obstacle, new byte[0]);
        create(id(1));
        event(END);
        turn();
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        turn();
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        assertThat(queue.isDrained()).isFalse();
        assertThat(pool.usedBytes()).isPositive();

        Files.delete(obstacle);
        nowMs += RETRY_MS;
        turn();

        assertThat(recordOf(id(1)).events()).hasSize(1);
        assertThat(queue.isDrained()).isTrue();
        assertThat(pool.usedBytes()).isZero();
    }

    @Test
    void shouldGiveNoRecordToAMatchThatIsTooLong() {
        create(id(1));
        for (int index = 0; collector.openCount() > 0; index++) {
            event(0, new byte[1000]);
            assertThat(index).isLessThan(MATCH_BYTES_MAX / 1000);
        }
        event(END);

        assertLost(id(1), 1);
    }

    @Test
    void shouldGiveNoRecordWhereMemoryIsUsedUpAndRecoverAfterwards() throws Exception {
        for (int match = 1; match <= CHUNKS_MAX; match++) {
            create(id(match));
        }
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isZero();
        create(id(1_000));
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        event(END);
        assertThat(queue.isDrained()).isTrue();
        create(id(2));
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(2);
        assertThat(collector.openCount()).isEqualTo(CHUNKS_MAX);
        event(0, new byte[1000]);
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(3);
        assertThat(collector.openCount()).isEqualTo(CHUNKS_MAX - 1);

        deliver(events.started(nowMs));
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(CHUNKS_MAX + 2);
        assertThat(pool.usedBytes()).isZero();
        create(id(4));
        event(END);
        turn();
        assertThat(recordOf(id(4)).events()).hasSize(1);
    }

    @Test
    void shouldUseTheMemoryOfEndedMatchesAgain() throws Exception {
        for (int match = 0; match < 3 * CHUNKS_MAX; match++) {
            create(id(match));
            for (int i = 0; i < 20; i++) {
                event(0, new byte[700]);
            }
            event(END);
            assertThat(pool.usedBytes()).isGreaterThan(14_000);
            turn();
            assertThat(pool.usedBytes()).isZero();
        }

        assertThat(gauge(ShardGauge.RECORDS_WRITTEN)).isEqualTo(3 * CHUNKS_MAX);
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isZero();
    }

    @Test
    void shouldHoldNoMoreTranscriptsThanFitUntilTheyAreTakenBack() {
        final RecordQueue small = new RecordQueue(2);
        assertThat(small.offer(1)).isTrue();
        assertThat(small.offer(2)).isTrue();

        assertThat(small.offer(3)).isFalse();
        assertThat(small.peek()).isEqualTo(1);
        small.filed();
        assertThat(small.peek()).isEqualTo(2);
        assertThat(small.offer(3)).as("it is not taken back yet").isFalse();
    }

    @Test
    void shouldGiveNoRecordWhereAnEventIsMissing() {
        create(id(1));
        event(0);
        events.skip();
        event(END);

        assertLost(id(1), 1);
    }

    @Test
    void shouldGiveNoRecordWhereTheChainDoesNotLeadToItsLastHeadAndFileTheNext() throws Exception {
        create(id(1));
        event(0);
        events.head[5] ^= 1;
        event(END);
        create(id(2));
        event(END);
        turn();
        assertThat(gauge(ShardGauge.RECORDS_LOST)).isEqualTo(1);
        assertThat(layout.record(id(1))).doesNotExist();

        turn();

        assertThat(recordOf(id(2)).events()).hasSize(1);
        assertThat(pool.usedBytes()).isZero();
    }

    @Test
    void shouldGiveNoRecordWhereAnEventIsNotWhatWasHashed() {
        create(id(1));
        final int length = events.next(nowMs, 0, (byte) 77);
        final int payload = length - 3;
        assertThat(events.buffer.getByte(payload)).isEqualTo((byte) 77);
        events.buffer.putByte(payload, (byte) 78);
        deliver(length);
        event(END);
        turn();

        assertLost(id(1), 1);
    }

    @Test
    void shouldGiveNoRecordWhereHead0IsNotThatOfTheMatch() {
        final int length = events.created(id(1), nowMs);
        final int time = MessageHeaderEncoder.ENCODED_LENGTH + MatchCreatedEncoder.timeMsEncodingOffset();
        events.buffer.putByte(time, (byte) (events.buffer.getByte(time) ^ 1));
        deliver(length);
        event(END);
        turn();

        assertLost(id(1), 1);
    }

    @Test
    void shouldNotReplaceTheRecordOfAnEarlierMatchOfTheSameId() throws Exception {
        create(id(1));
        event(END);
        turn();
        final byte[] first = Files.readAllBytes(layout.record(id(1)));
        nowMs++;
        create(id(1));
        event(END + 1);
        turn();

        assertThat(Files.readAllBytes(layout.record(id(1)))).isEqualTo(first);
        assertThat(gauge(ShardGauge.RECORD_WRITE_FAILURES)).isEqualTo(1);
        assertThat(queue.isDrained()).isTrue();
    }

    @Test
    void shouldSweepFromTimeToTime() throws Exception {
        create(id(1));
        event(END);
        turn();
        assertThat(layout.record(id(1))).exists();
        Files.setLastModifiedTime(layout.record(id(1)), FileTime.fromMillis(nowMs));

        nowMs += 1_000_001;
        turn();

        assertThat(layout.record(id(1))).doesNotExist();
    }
}
