package io.ironhoard.perf.bench.pieces;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How a piece of some nanoseconds is measured: the mean of as many as fit into a while. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = ShortPiece.ITERATIONS, time = ShortPiece.MS, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = ShortPiece.ITERATIONS, time = ShortPiece.MS, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public abstract class ShortPiece {
    static final int ITERATIONS = 5;
    static final int MS = 300;

    /** For JMH. */
    protected ShortPiece() {}

    static void require(final boolean condition, final String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
