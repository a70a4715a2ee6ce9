package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.bench.arena.ArenaBench;
import io.ironhoard.perf.bench.arena.ArenaBenchOptions;
import io.ironhoard.perf.bench.arena.ArenaBenchReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an arena takes to give and to free blocks, and what its growth costs the owner. */
@Command(name = "arena", description = {
    "Time every allocation and every free of blocks as long as matches, then duty cycles while regions are added.",
    "Each block is filled, and compared when it is freed; exit status 1 where one has changed."})
public final class BenchArenaCommand implements Callable<Integer> {
    @Option(names = "--operations", paramLabel = "N", defaultValue = "4000000", description = "Allocations and frees that are timed (default: ${DEFAULT-VALUE}).")
    private long operations;

    @Option(names = "--live", paramLabel = "N", defaultValue = "100000", description = "Blocks alive meanwhile, about 4.7 KiB each (default: ${DEFAULT-VALUE}).")
    private int live;

    @Option(names = "--growth-regions", paramLabel = "N", defaultValue = "16", description = "Regions that are added under load (default: ${DEFAULT-VALUE}).")
    private int growthRegions;

    @Option(names = "--growth-rate", paramLabel = "N", defaultValue = "50000", description = "Blocks a second meanwhile (default: ${DEFAULT-VALUE}).")
    private int growthRate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Brings the same blocks again (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final ArenaBenchReport report = new ArenaBench(options(), this::progress).run();
        if (json) {
            spec.commandLine().getOut().println(report.toJson());
        } else {
            report.toLines().forEach(spec.commandLine().getOut()::println);
        }
        return report.isSound() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private ArenaBenchOptions options() {
        try {
            return new ArenaBenchOptions(operations, live, growthRegions, growthRate, seed);
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void progress(final String line) {
        if (!json) {
            spec.commandLine().getErr().println(line);
        }
    }
}
