package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.perf.bench.shard.HuntSteps;
import io.ironhoard.proto.rules.OptionsView;
import java.lang.foreign.Arena;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A hunt's step by the rules alone: explorers go to and fro. */
@State(Scope.Thread)
public class RulesPiece extends ShortPiece {
    private static final long TIME_MS = 1_700_000_000_000L;
    /** Both explorers away, both back. */
    private static final int ROUND = 2 * HuntSteps.SEATS;

    private final TreasureHuntRules rules = new TreasureHuntRules();
    private final EffectsBuffer effects = new EffectsBuffer();
    private final UnsafeBuffer[] moves = new UnsafeBuffer[ROUND];
    private UnsafeBuffer state;
    private int step;

    /** A hunt. */
    @Setup
    public void open() {
        final HuntSteps steps = new HuntSteps(new byte[32], 1, 0, 1);
        for (int i = 0; i < ROUND; i++) {
            moves[i] = new UnsafeBuffer(new byte[1]);
            steps.payload(i, moves[i]);
        }
        final OptionsView options = new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(steps.options()), 0);
        final int length = rules.stateLength(HuntSteps.SEATS, options);
        state = new UnsafeBuffer(Arena.ofAuto().allocate(length, Long.BYTES).asByteBuffer());
        require(rules.init(state, HuntSteps.SEATS, options, 1, TIME_MS) == 0, "there is no such hunt");
        for (int i = 0; i < ROUND; i++) {
            require(applyStep() == 0, "a step is refused");
        }
    }

    /** One step. */
    @Benchmark
    public int applyStep() {
        final int number = step;
        step = (number + 1) % ROUND;
        effects.clear(HuntSteps.SEATS);
        return rules.apply(state, number % HuntSteps.SEATS, moves[number], 0, 1, TIME_MS, effects);
    }
}
