package io.ironhoard.dispatcher.shard;

import com.sun.management.ThreadMXBean;
import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.SubmitMoveEncoder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The allocation gate: moves of every outcome allocate nothing on the shard's thread. Each window holds every kind of
 * move thousands of times, so one byte a move shows in all of them, while what the JVM allocates once, as it links and
 * compiles, shows in the first ones only.
 */
final class NoAllocationTest {
    private static final int MATCHES = 64;
    private static final int ROUNDS = 20_000;
    private static final int WINDOWS = 8;
    private static final int LIVES = 2_000;
    private static final long LINGER_MS = 30_000;
    private static final Plan PLAN = Plan.of("tic-tac-toe");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EngineFixture fixture = new EngineFixture(new TicTacToeRules());

    @Test
    void shouldNotAllocateWhateverBecomesOfAMove() {
        for (long match = 0; match < MATCHES; match++) {
            fixture.create(match, Plan.of("tic-tac-toe"));
        }
        fixture.events.keep(false);
        fixture.replies.keep(false);
        long allocatedMin = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long start = threads.getCurrentThreadAllocatedBytes();
            play(ROUNDS);
            allocatedMin = Math.min(allocatedMin, threads.getCurrentThreadAllocatedBytes() - start);
        }

        assertThat(fixture.book.read().accepted()).isPositive();
        assertThat(fixture.book.read().rejected()).isPositive();
        assertThat(allocatedMin).isZero();
    }

    @Test
    void shouldNotAllocateWhereMatchesBeginAndEnd() {
        try (RegionSupplier regions = RegionSupplier.start("regions");
                NativeArena arena = NativeArena.create(
                        ArenaOptions.defaults()
                                .withRegions(RegionOptions.defaults().withBytes(1 << 20))
                                .withScratchBytes(0)
                                .withChecked(false),
                        regions)) {
            arena.start();
            final EngineFixture lives =
                    new EngineFixture(EngineFixture.settings(), new ArenaMemory(arena), new TicTacToeRules());
            lives.events.keep(false);
            lives.replies.keep(false);
            long allocatedMin = Long.MAX_VALUE;
            for (int window = 0; window < WINDOWS; window++) {
                lives.takeAllocated();
                live(lives, arena);
                allocatedMin = Math.min(allocatedMin, lives.takeAllocated());
            }

            assertThat(lives.engine.createdCount()).isEqualTo((long) WINDOWS * LIVES);
            assertThat(lives.engine.endedCount()).isEqualTo((long) WINDOWS * LIVES);
            assertThat(lives.engine.matchCount()).isZero();
            assertThat(arena.counters().liveBytes()).isZero();
            assertThat(allocatedMin).isZero();
        }
    }

    /** Whole lives of matches, from their creation until they are forgotten, a few hundred at a time. */
    private static void live(final EngineFixture fixture, final NativeArena arena) {
        for (int first = 0; first < LIVES; first += LIVES / 10) {
            for (long match = first; match < first + LIVES / 10; match++) {
                fixture.create(match, PLAN);
                fixture.connect(match, 0, match + 1);
                fixture.view(match, 0);
                fixture.move(match, 0, 1, CELL_0);
                fixture.resign(match, 1, 1);
                fixture.disconnect(match, 0, match + 1);
                arena.nextCycle();
            }
            fixture.pass(LINGER_MS + 10);
            arena.nextCycle();
        }
    }

    /** Moves that are illegal, forged, out of order, for nobody; and accepted ones and their duplicates, sent again. */
    private void play(final int rounds) {
        for (int round = 0; round < rounds; round++) {
            final long match = round % MATCHES;
            final int kind = round / MATCHES % 8;
            switch (kind) {
                case 0, 1 -> fixture.move(match, 0, 1, CELL_0);
                case 2 -> fixture.move(match, 1, 1, CELL_0);
                case 3 -> fixture.move(match, 1, 9, CELL_0);
                case 4 -> fixture.move(match + MATCHES, 0, 1, CELL_0);
                case 5 -> fixture.move(match, 0, 1, TWO_CELLS);
                case 6 -> fixture.move(match, 7, 1, CELL_0);
                default -> forged(match);
            }
        }
    }

    private static final byte[] CELL_0 = {0};
    private static final byte[] TWO_CELLS = {0, 1};

    private void forged(final long match) {
        fixture.encodeMove(match, 0, 2, 0, CELL_0);
        final int tag = MessageHeaderEncoder.ENCODED_LENGTH + SubmitMoveEncoder.tagEncodingOffset();
        fixture.frame.putByte(tag, (byte) (fixture.frame.getByte(tag) ^ 1));
        fixture.submit();
    }
}
