package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.ipc.IngressAdapter;
import io.ironhoard.dispatcher.ipc.TestFrames;
import io.ironhoard.dispatcher.match.MatchMemory;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.chess.ChessDescriptor;
import io.ironhoard.dispatcher.rules.chess.ChessMove;
import io.ironhoard.dispatcher.rules.chess.ChessRules;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.LangUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days of matches in simulated time: opened, played a little, and ended by a player, a clock, the rules or absence. Busy
 * evenings are several times as busy as the mornings, and a match's length goes from one to twenty KiB.
 */
@Timeout(300)
final class DayOfMatchesTest {
    private static final int DAYS = 2;
    private static final int MATCHES_PER_DAY = 150_000;
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final long START_MS = 1_700_000_000_000L / DAY_MS * DAY_MS;
    /** Where matches are played, one after the other: more than are ever open at once. */
    private static final int TABLES = 4_096;

    private static final int LINGER_MS = 30_000;
    private static final int GRACE_MS = 1_000_000;
    private static final int STEP_MS = 100;
    private static final long REGION_BYTES = 1 << 20;
    private static final int EPOCH = 1;

    private final byte[] nodeSecret = new byte[32];
    private final TestFrames frames = new TestFrames(nodeSecret, 0, EPOCH);
    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final TallyOutlet events = new TallyOutlet();
    private final TallyOutlet replies = new TallyOutlet();
    private final MoveBook book = new MoveBook(new UnsafeBuffer(new byte[MoveBook.LENGTH]), 0);
    private final List<List<byte[]>> tables = new ArrayList<>();
    private final PriorityQueue<Frame> due = new PriorityQueue<>((a, b) -> Long.compare(a.atMs, b.atMs));

    /** A frame to come. */
    private record Frame(long atMs, byte[] bytes) {}

    @Test
    void shouldLeaveOccupancyWhereItWasAfterADaysMatches() {
        for (int table = 0; table < TABLES; table++) {
            tables.add(lifeAt(table));
        }
        try (RegionSupplier regions = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(
                        ArenaOptions.defaults()
                                .withRegions(RegionOptions.defaults().withBytes(REGION_BYTES))
                                .withScratchBytes(0),
                        regions)) {
            arena.start();
            final ShardEngine engine = engine(arena);
            final IngressAdapter adapter = new IngressAdapter(engine, events, replies, List.of(), 64);
            engine.start(START_MS);
            final int[] regionsMax = new int[DAYS];
            for (int day = 0; day < DAYS; day++) {
                regionsMax[day] = playDay(engine, adapter, arena, START_MS + day * DAY_MS);

                assertThat(engine.createdCount()).isEqualTo((day + 1L) * MATCHES_PER_DAY);
                assertThat(engine.endedCount()).isEqualTo(engine.createdCount());
                assertThat(engine.matchCount()).isZero();
                assertThat(arena.counters().liveBytes()).isZero();
                assertThat(arena.counters().regions()).isEqualTo(1);
            }
            assertThat(replies.template(RequestRefusedDecoder.TEMPLATE_ID)).as("matches refused").isZero();
            assertThat(List.of(1, 2, 3, HuntDescriptor.TIME_IS_UP)).as("end reasons")
                    .allSatisfy(reason -> assertThat(events.endReason(reason)).isGreaterThan(1_000));
            assertThat(regionsMax[0]).isGreaterThan(4);
            // No more than twice what was live at the busiest time, and no more on the second day than on the first.
            assertThat(regionsMax[0] * REGION_BYTES).isLessThan(2 * arena.counters().liveBytesMax() + 2 * REGION_BYTES);
            assertThat(regionsMax[1]).isLessThanOrEqualTo(regionsMax[0] + 1);
        }
    }

    /** The most regions that there were. */
    private int playDay(
            final ShardEngine engine, final IngressAdapter adapter, final NativeArena arena, final long startMs) {
        final UnsafeBuffer stream = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
        int regionsMax = 0;
        int opened = 0;
        for (long nowMs = startMs; nowMs < startMs + DAY_MS; nowMs += STEP_MS) {
            for (final int planned = opened(nowMs - startMs); opened < planned; opened++) {
                begin(tables.get(opened % TABLES), nowMs);
            }
            while (!due.isEmpty() && due.peek().atMs <= nowMs) {
                final byte[] frame = due.poll().bytes;
                stream.putBytes(0, frame);
                adapter.onFrame(stream, 0, frame.length, nowMs);
            }
            while (engine.expireTimer(nowMs)) {
                arena.nextCycle();
            }
            arena.nextCycle();
            regionsMax = Math.max(regionsMax, arena.counters().regions());
        }
        return regionsMax;
    }

    /** How many matches were opened so long after midnight: most of them in the middle, none in the last hour. */
    private static int opened(final long ms) {
        final double part = Math.min(1, ms / (double) (DAY_MS - TimeUnit.HOURS.toMillis(1)));
        return (int) Math.round(MATCHES_PER_DAY * (part - Math.sin(2 * Math.PI * part) / (2 * Math.PI) * 0.9));
    }

    private void begin(final List<byte[]> life, final long nowMs) {
        long atMs = nowMs;
        for (final byte[] frame : life) {
            due.add(new Frame(atMs, frame));
            atMs += 500 + random.nextInt(20_000);
        }
    }

    /** What happens in the matches at a table. */
    private List<byte[]> lifeAt(final int table) {
        final MatchId id = new MatchId(random.nextLong(), table);
        final List<byte[]> life = new ArrayList<>();
        switch (table % 8) {
            case 0 -> {
                life.add(frames
                        .bytes(frames.createMatch(table, id, ChessDescriptor.ID, 2, 30_000 + random.nextInt(60_000),
                                GRACE_MS, OptionsCodec.encode(new ChessRules().descriptor(), Map.of()))));
                life.add(frames.bytes(frames.submitMove(table, id, 0, 1, move(ChessMove.of(12, 28, 0)))));
                life.add(frames.bytes(frames.submitMove(table, id, 1, 1, move(ChessMove.of(52, 36, 0)))));
            }
            case 1, 2 -> {
                life.add(frames.bytes(frames.createMatch(table, id, "tic-tac-toe", 2, 0, GRACE_MS)));
                life.add(frames.bytes(frames.submitMove(table, id, 0, 1, (byte) 4)));
            }
            default -> {
                final int seats = Math.max(2, 16 >>> random.nextInt(6));
                life.add(frames.bytes(frames.createMatch(table, id, HuntDescriptor.ID, seats, 0, GRACE_MS, hunt())));
                life.add(frames.bytes(frames.submitMove(table, id, 0, 1, (byte) HuntMove.DIG)));
                life.add(frames.bytes(frames.submitMove(table, id, 1, 1, (byte) HuntMove.DIG)));
            }
        }
        if (random.nextBoolean()) {
            life.add(frames.bytes(frames.resign(table, id, 0, 2)));
        }
        return life;
    }

    private byte[] hunt() {
        return OptionsCodec.encode(new TreasureHuntRules().descriptor(), Map.of(
                "treasures", Integer.toString(1 + random.nextInt(64)),
                "duration_s", Integer.toString(30 + random.nextInt(900))));
    }

    private static byte[] move(final int chessMove) {
        return new byte[] {(byte) chessMove, (byte) (chessMove >>> Byte.SIZE)};
    }

    private ShardEngine engine(final NativeArena arena) {
        return new ShardEngine(
                new ShardSettings(0, 1, EPOCH, "memory", TABLES, 1_000, LINGER_MS, GRACE_MS, GRACE_MS, 16, 10, 10),
                new InstalledRules(RuleSetRegistry.builtIn()),
                new ShardResources(new PatientMemory(arena), new JdkMoveHash(), nodeSecret),
                book,
                events,
                replies,
                (rulesId, fault) -> LangUtil.rethrowUnchecked(fault));
    }

    /** Simulated time passes faster than regions are filled, which would refuse matches: so this waits for them. */
    private record PatientMemory(NativeArena arena) implements MatchMemory {
        @Override
        public long allocate(final int bytes) {
            long address = arena.allocate(bytes);
            while (address == NONE && !arena.isAtLimit()) {
                Thread.onSpinWait();
                arena.nextCycle();
                address = arena.allocate(bytes);
            }
            return address;
        }

        @Override
        public void free(final long address, final int bytes) {
            arena.free(address);
        }
    }
}
