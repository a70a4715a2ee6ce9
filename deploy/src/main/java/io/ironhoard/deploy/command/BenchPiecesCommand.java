package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.perf.bench.pieces.Pieces;
import io.ironhoard.perf.bench.pieces.PiecesFault;
import io.ironhoard.perf.bench.pieces.PiecesReport;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a move costs the processor, piece by piece. */
@Command(name = "pieces", description = {
    "Measure the whole move in one process, and its pieces, with JMH: each in a JVM of its own with the dispatcher's flags.",
    "Every move is checked to have been accepted; exit status 1 where one was not. docs/PERFORMANCE.md says what the numbers mean."})
public final class BenchPiecesCommand implements Callable<Integer> {
    @Option(names = "--filter", paramLabel = "REGEX", defaultValue = "", description = "Run only the pieces in whose names this is found; wholeMove for the whole move (default: all).")
    private String filter;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Pattern.compile(filter);
        } catch (final PatternSyntaxException e) {
            throw new UsageException("--filter: " + e.getMessage());
        }
        final ServerPlan plan = ServerPlan.of(Home.ofProcess(), Map.of(), System.getenv());
        final PiecesReport report;
        try {
            report = new Pieces(filter, plan.dispatcherJvm().flags()).run(System.err);
        } catch (final PiecesFault fault) {
            spec.commandLine().getErr().println("FAULT: " + fault.getMessage());
            return ExitCode.CHECK_FAILED;
        }
        if (json) {
            spec.commandLine().getOut().println(report.toJson());
        } else {
            report.toLines().forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.DONE;
    }
}
