package io.ironhoard.perf.bench.pieces;

import io.ironhoard.dispatcher.hash.block.NativeBlock;
import io.ironhoard.perf.bench.pieces.PiecesReport.Piece;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the pieces of a move with JMH, each in a JVM of its own. */
public final class Pieces {
    private static final String PACKAGE = Pieces.class.getPackageName();

    private final String filter;
    private final List<String> jvmFlags;

    /**
     * @param filter a regular expression that is found in the names of the pieces to run.
     * @param jvmFlags what their JVMs are started with.
     */
    public Pieces(final String filter, final List<String> jvmFlags) {
        this.filter = filter;
        this.jvmFlags = List.copyOf(jvmFlags);
    }

    /**
     * Run them.
     *
     * @param progress takes what JMH says meanwhile.
     * @return what they took.
     * @throws PiecesFault where one of them failed, or there is none of that name.
     */
    public PiecesReport run(final PrintStream progress) throws PiecesFault {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PACKAGE + ".*(" + filter + ")")
                .jvmArgs(jvmFlags.toArray(String[]::new))
                .shouldFailOnError(true);
        if (!NativeBlock.isThere()) {
            options.param("hash", "jdk").exclude(BlockPiece.class.getName());
        }
        final OutputFormat format = OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL);
        final double loadBefore = loadAverage();
        try {
            final Collection<RunResult> results = new Runner(options.build(), format).run();
            return new PiecesReport(results.stream().map(Pieces::piece).toList(),
                    new double[] {loadBefore, loadAverage()});
        } catch (final RunnerException e) {
            throw new PiecesFault(e.getMessage(), e);
        }
    }

    private static Piece piece(final RunResult run) {
        final BenchmarkParams params = run.getParams();
        final Map<String, String> parameters = new TreeMap<>();
        for (final String key : params.getParamsKeys()) {
            parameters.put(key, params.getParam(key));
        }
        final Result<?> result = run.getPrimaryResult();
        final List<Double> means = new ArrayList<>();
        run.getBenchmarkResults().forEach(fork -> fork.getIterationResults()
                .forEach(iteration -> means.add(iteration.getPrimaryResult().getScore())));
        return new Piece(result.getLabel(), parameters, result.getScore(), result.getScoreError(),
                means.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN));
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
