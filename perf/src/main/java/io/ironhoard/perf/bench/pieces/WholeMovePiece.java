package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.config.HashChoice;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole move: a signed frame in memory to an event in memory, over a thousand hunts, every one of them accepted. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = WholeMovePiece.ITERATIONS)
@Measurement(iterations = WholeMovePiece.ITERATIONS)
@Fork(1)
public class WholeMovePiece {
    static final int ITERATIONS = 10;
    private static final int MOVES = 500_000;

    /** Who computes hashes. */
    @Param({"native", "jdk"})
    public String hash;

    /** How many hunts step in turn, in a random order. */
    @Param("1000")
    public int hunts;

    private MemoryShard shard;

    /** Open the hunts. */
    @Setup(Level.Trial)
    public void open() {
        shard = new MemoryShard(HashChoice.valueOf(hash.toUpperCase(Locale.ROOT)), hunts);
    }

    /** Sign the next steps. */
    @Setup(Level.Iteration)
    public void prepare() {
        shard.prepare(MOVES);
    }

    /** Moves, one after the other. */
    @Benchmark
    @OperationsPerInvocation(MOVES)
    public void wholeMove() {
        shard.play();
    }

    /** Every one of them was accepted. */
    @TearDown(Level.Iteration)
    public void verify() {
        shard.verify();
    }

    /** Give the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        shard.close();
    }
}
