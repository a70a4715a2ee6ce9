package io.ironhoard.dispatcher.record;

import com.sun.management.ThreadMXBean;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.MatchCreatedEncoder;
import io.ironhoard.proto.sbe.MatchEventEncoder;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collecting allocates nothing, whole lives of matches included. Each window holds tens of thousands of lives, so that one byte a
 * match shows in all of them, while what the JVM allocates once shows in the first ones only.
 */
final class RecordNoAllocationTest {
    private static final int WINDOWS = 6;
    private static final int ROUNDS = 200;
    private static final int MATCHES = 64;
    private static final int EVENTS = 20;
    private static final long BYTES_MAX = 1 << 20;
    private static final RecordLimits LIMITS =
            new RecordLimits(64 * 1024, BYTES_MAX, 256, 1_000, 1_000_000, 1_000, 1_000);

    @TempDir
    private Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer created = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[4096]);
    private final UnsafeBuffer longEvent = new UnsafeBuffer(new byte[4096]);
    private final UnsafeBuffer end = new UnsafeBuffer(new byte[4096]);
    private final RecordQueue queue = new RecordQueue(MATCHES);
    private int createdLength;
    private int eventLength;
    private int longLength;
    private int endLength;
    private long filed;

    @Test
    void shouldAllocateNothingWhileMatchesBeginRunAndEnd() throws Exception {
        encode();
        try (CountersFile counters = CountersFile.create(
                folder.resolve("counters"), 0, 1, ShardGauge.values().length);
                RegionSupplier regions = RegionSupplier.start("regions");
                ChunkPool pool = new ChunkPool(
                        NativeArena.create(ChunkPool.arenaFor(BYTES_MAX).withChecked(false), regions), BYTES_MAX)) {
            pool.start();
            final RecordCollector collector =
                    new RecordCollector(0, 4 * MATCHES, LIMITS, pool, queue, new LostRecords(counters));
            long allocatedMin = Long.MAX_VALUE;
            for (int window = 0; window < WINDOWS; window++) {
                final long start = threads.getCurrentThreadAllocatedBytes();
                live(collector, pool);
                allocatedMin = Math.min(allocatedMin, threads.getCurrentThreadAllocatedBytes() - start);
            }

            assertThat(filed).isEqualTo((long) WINDOWS * ROUNDS * MATCHES);
            assertThat(counters.get(0, ShardGauge.RECORDS_LOST)).isZero();
            assertThat(collector.openCount()).isZero();
            assertThat(pool.usedBytes()).isZero();
            assertThat(allocatedMin).isZero();
        }
    }

    private void encode() {
        final RecordEvents events = new RecordEvents();
        createdLength = events.created(new MatchId(0, 0), 1);
        created.putBytes(0, events.buffer, 0, createdLength);
        eventLength = events.next(1, 0, (byte) 1, (byte) 2);
        event.putBytes(0, events.buffer, 0, eventLength);
        longLength = events.next(1, 0, new byte[1_500]);
        longEvent.putBytes(0, events.buffer, 0, longLength);
        endLength = events.next(1, 1, (byte) 1);
        end.putBytes(0, events.buffer, 0, endLength);
    }

    private void live(final RecordCollector collector, final ChunkPool pool) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int match = 0; match < MATCHES; match++) {
                putId(created, MatchCreatedEncoder.matchIdHighEncodingOffset(), match);
                collector.onEvent(created, 0, createdLength, round);
            }
            for (int index = 0; index < EVENTS; index++) {
                for (int match = 0; match < MATCHES; match++) {
                    final boolean isLong = (match & 7) == 0 && index == 3;
                    deliver(collector, isLong ? longEvent : event, isLong ? longLength : eventLength, match, index);
                    deliver(collector, event, eventLength, match + MATCHES, index);
                }
            }
            for (int match = 0; match < MATCHES; match++) {
                deliver(collector, end, endLength, match, EVENTS);
            }
            while (queue.peek() != ChunkPool.NONE) {
                queue.filed();
                filed++;
            }
            queue.takeBack(pool);
            pool.nextCycle();
        }
    }

    private static void deliver(
            final RecordCollector collector,
            final UnsafeBuffer message,
            final int length,
            final int match,
            final int index) {
        putId(message, MatchEventEncoder.matchIdHighEncodingOffset(), match);
        message.putInt(
                MessageHeaderEncoder.ENCODED_LENGTH + MatchEventEncoder.indexEncodingOffset(),
                index,
                ByteOrder.LITTLE_ENDIAN);
        collector.onEvent(message, 0, length, 0);
    }

    private static void putId(final UnsafeBuffer message, final int highOffset, final int match) {
        final int at = MessageHeaderEncoder.ENCODED_LENGTH + highOffset;
        message.putLong(at, match * 0x9E37_79B9_7F4A_7C15L, ByteOrder.LITTLE_ENDIAN);
        message.putLong(at + Long.BYTES, match, ByteOrder.LITTLE_ENDIAN);
    }
}
