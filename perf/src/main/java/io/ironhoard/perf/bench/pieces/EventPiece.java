package io.ironhoard.perf.bench.pieces;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionSupplier;
import io.ironhoard.dispatcher.match.ArenaMemory;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.shard.Outcome;
import io.ironhoard.dispatcher.shard.ShardEventEncoder;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.perf.bench.shard.HuntSteps;
import io.ironhoard.proto.sbe.EventKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writing the event of an accepted step into memory. */
@State(Scope.Thread)
public class EventPiece extends ShortPiece {
    private static final int RECEIPTS = 16;
    private static final int STATE_LENGTH = 128;
    private static final long TIME_MS = 1_700_000_000_000L;

    private final ShardEventEncoder encoder = new ShardEventEncoder(new RingOutlet(), 0, 1);
    private final MoveFrame frame = new MoveFrame();
    private final Outcome outcome = new Outcome();
    private final EffectsBuffer effects = new EffectsBuffer();
    private RegionSupplier regions;
    private NativeArena arena;
    private Match match;

    /** A match, and a frame. */
    @Setup
    public void open() {
        regions = RegionSupplier.start("pieces-regions");
        arena = NativeArena.create(ArenaOptions.defaults().withChecked(false), regions);
        arena.start();
        match = new MatchTable(1, new ArenaMemory(arena), new InstalledRules(RuleSetRegistry.builtIn()))
                .add(1, 2, 0, HuntSteps.SEATS, RECEIPTS, STATE_LENGTH);
        final HuntSteps steps = new HuntSteps(new byte[32], 1, 0, 1);
        steps.prepare(1);
        require(frame.wrap(steps.frames(), steps.offset(0), steps.frameLength()), "a frame is not a move");
        effects.clear(HuntSteps.SEATS);
    }

    /** One event. */
    @Benchmark
    public void encodeEvent() {
        encoder.matchEvent(
                match, frame, EventKind.MOVE, 0, frame.payload(), 1, RuleSet.NO_TURN, 0, outcome, effects, TIME_MS);
    }

    /** Give the memory back. */
    @TearDown
    public void close() {
        arena.close();
        regions.close();
    }
}
