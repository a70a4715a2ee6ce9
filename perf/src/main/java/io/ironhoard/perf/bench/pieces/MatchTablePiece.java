package io.ironhoard.perf.bench.pieces;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finding a match by its id, in a random order, each find waiting for what the one before found, as moves do. */
@State(Scope.Thread)
public class MatchTablePiece extends ShortPiece {
    private static final int SEATS = 2;
    private static final int RECEIPTS = 16;
    private static final int STATE_LENGTH = 128;
    private static final long SEED = 1;

    /** How many there are. */
    @Param({"1000", "1000000"})
    public int matches;

    private RegionSupplier regions;
    private NativeArena arena;
    private MatchTable table;
    /** Both halves of each id, in the order of the finds. */
    private long[] ids;
    private int next;

    /** Add the matches. */
    @Setup
    public void open() {
        regions = RegionSupplier.start("pieces-regions");
        arena = NativeArena.create(ArenaOptions.defaults().withChecked(false), regions);
        arena.start();
        table = new MatchTable(matches, new ArenaMemory(arena), new InstalledRules(RuleSetRegistry.builtIn()));
        ids = new long[2 * matches];
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int match = 0; match < matches; match++) {
            final int place = random.nextInt(match + 1);
            ids[2 * match] = ids[2 * place];
            ids[2 * match + 1] = ids[2 * place + 1];
            ids[2 * place] = random.nextLong();
            ids[2 * place + 1] = random.nextLong();
            add(ids[2 * place], ids[2 * place + 1]);
        }
    }

    /** Matches come faster than regions are filled. */
    private void add(final long idHigh, final long idLow) {
        while (table.add(idHigh, idLow, 0, SEATS, RECEIPTS, STATE_LENGTH) == null) {
            require(!arena.isAtLimit(), "the arena has no room for so many matches");
            arena.nextCycle();
            Thread.onSpinWait();
        }
    }

    /** One find. */
    @Benchmark
    public int findMatch() {
        final int at = next;
        final Match found = table.find(ids[at], ids[at + 1]);
        // Always 0, which the processor learns only from the match's slot.
        final int wrong = (int) (found.idLow() ^ ids[at + 1]);
        next = at + 2 < ids.length ? at + 2 + wrong : wrong;
        return wrong;
    }

    /** Give the memory back. */
    @TearDown
    public void close() {
        arena.close();
        regions.close();
    }
}
