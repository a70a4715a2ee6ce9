package io.ironhoard.dispatcher.shard;

import com.sun.management.ThreadMXBean;
import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.LangUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gate of no garbage: ten million moves with every fate that a move can have, and whatever else a shard is asked, take
 * not one byte of the heap. Frames are laid out beforehand and played again and again by the measured thread; each time
 * every match begins, ends and is forgotten. Frames stand in terms, so that moves are prepared as they are on a stream.
 *
 * <p>What the JVM itself allocates must come before: as it links, and whenever it compiles a method of a class for the first
 * time, which makes the thread that has called it intern the string constants of that class, 24 bytes and their letters
 * each. That happens once a class, ever more rarely, so there is a stretch of ten million moves without it; what moves
 * allocate would be in every stretch, because every one of them plays all inputs more than a hundred times.
 */
@Timeout(300)
final class NoAllocationTest {
    private static final long MOVES = 10_000_000;
    private static final long MOVES_MAX = 6 * MOVES;
    private static final long START_MS = 1_700_000_000_000L;

    private final byte[] nodeSecret = "0123456789abcdef0123456789abcdef".getBytes();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TallyOutlet events = new TallyOutlet();
    private final TallyOutlet replies = new TallyOutlet();
    private final MoveBook book = new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0);

    @Test
    void shouldAllocateNothingInTenMillionMixedMoves() {
        assertThat(movesWithoutAllocation(HashChoice.AUTO.create(), MOVES))
                .isGreaterThanOrEqualTo(MOVES);

        assertEverythingHappened();
    }

    @Test
    void shouldAllocateNothingWhereTheJdkAloneHashes() {
        assertThat(movesWithoutAllocation(new JdkMoveHash(), MOVES / 10)).isGreaterThanOrEqualTo(MOVES / 10);
    }

    /** How many moves this thread has played in a row without a byte of the heap, at the end of at most {@link #MOVES_MAX}. */
    private long movesWithoutAllocation(final MoveHash hash, final long wanted) {
        final InputTape tape = MixedInputs.record(nodeSecret);
        try (RegionSupplier regions = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(
                        ArenaOptions.defaults()
                                .withRegions(RegionOptions.defaults().withBytes(16 << 20))
                                .withScratchBytes(0)
                                .withChecked(false),
                        regions)) {
            arena.start();
            final ShardEngine engine = engine(new ShardResources(new ArenaMemory(arena), hash, nodeSecret));
            final IngressAdapter adapter = new IngressAdapter(engine, events, replies, List.of(), 64);
            final TermPlayer player = new TermPlayer(adapter, 1);
            engine.start(START_MS);
            long nowMs = START_MS;
            long received = 0;
            long lastAllocation = 0;
            while (received - lastAllocation < wanted && received < MOVES_MAX) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                nowMs = tape.play(player, engine, arena, nowMs);
                final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                received = book.read().received();
                if (allocated != 0) {
                    lastAllocation = received;
                }
            }
            assertThat(engine.matchCount()).isZero();
            assertThat(engine.endedCount()).isEqualTo(engine.createdCount()).isPositive();
            assertThat(arena.counters().liveBytes()).isZero();
            assertThat(book.read().isConserved()).isTrue();
            return received - lastAllocation;
        }
    }

    private ShardEngine engine(final ShardResources resources) {
        return new ShardEngine(
                new ShardSettings(0, 1, MixedInputs.EPOCH, "memory", MixedInputs.MATCHES, 100_000,
                        MixedInputs.LINGER_MS, MixedInputs.GRACE_MS_MAX, MixedInputs.GRACE_MS_MAX, 16, 1_000,
                        MixedInputs.RATE_BURST),
                new InstalledRules(RuleSetRegistry.builtIn()),
                resources,
                book,
                events,
                replies,
                (rulesId, fault) -> LangUtil.rethrowUnchecked(fault));
    }

    /** What this gate is worth: none of its inputs is refused for another reason than it was made for. */
    private void assertEverythingHappened() {
        assertThat(
                List.of(100, 101, 102, 103, 104, 200, 201, 202, 205, 301, 400, 401, 402, 500, 501, 600, 601, 602, 603,
                        604, 611))
                .as("codes of moves").allSatisfy(code -> assertThat(replies.moveCode(code)).isPositive());
        assertThat(List.of(100, 103, 200, 201, 206, 207, 208, 606, 701)).as("codes of requests")
                .allSatisfy(code -> assertThat(replies.requestCode(code)).isPositive());
        assertThat(List.of(1, 2, 3, 64, 65, 71)).as("end reasons")
                .allSatisfy(reason -> assertThat(events.endReason(reason)).isPositive());
        assertThat(List.of(EventKind.MOVE, EventKind.FORFEIT, EventKind.TIMER))
                .allSatisfy(kind -> assertThat(events.eventKind(kind.value())).isPositive());
        assertThat(replies.template(MoveReceiptDecoder.TEMPLATE_ID)).isPositive();
        assertThat(replies.template(MatchViewedDecoder.TEMPLATE_ID)).isPositive();
    }
}
