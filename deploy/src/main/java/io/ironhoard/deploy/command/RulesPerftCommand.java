package io.ironhoard.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.dispatcher.rules.perft.PerftDivision;
import io.ironhoard.dispatcher.rules.perft.PerftFile;
import io.ironhoard.dispatcher.rules.perft.PerftFileException;
import io.ironhoard.dispatcher.rules.perft.PerftPosition;
import io.ironhoard.dispatcher.rules.perft.PerftReport;
import io.ironhoard.dispatcher.rules.perft.PerftRunner;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts the chess rules' move generator against known node counts. */
@Command(name = "perft", description = {"Count the chess rules' move generator.",
    "A file has lines 'id NAME', 'epd FEN' and 'perft DEPTH NODES'; exit status 1 where a count differs."})
public final class RulesPerftCommand implements Callable<Integer> {
    private static final int DEPTH_OF_A_POSITION = 5;

    @Parameters(paramLabel = "FILE|FEN", description = "A file of known counts, or one position.")
    private String position;

    @Option(names = "--depth", paramLabel = "N", description = "How deep at most (default: all counts of a file, 5 for a position).")
    private Integer depth;

    @Option(names = "--divide", description = "Each first move's count; for one position.")
    private boolean divide;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (depth != null && depth < 0) {
            throw new UsageException("--depth " + depth + " is below 0");
        }
        final PrintWriter out = spec.commandLine().getOut();
        try {
            if (isFile()) {
                return countFile(out);
            }
            final int deep = depth == null ? DEPTH_OF_A_POSITION : depth;
            if (divide) {
                print(out, PerftRunner.divide(position, deep));
            } else {
                print(out, PerftRunner.count(position, deep));
            }
            return ExitCode.DONE;
        } catch (final PerftFileException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private boolean isFile() {
        // Six fields with five blanks are a position; a path that looks like one is somebody's joke.
        return !position.contains(" ") || Files.exists(Path.of(position));
    }

    private int countFile(final PrintWriter out) throws PerftFileException {
        if (divide) {
            throw new UsageException("--divide takes a position, not a file");
        }
        final List<PerftPosition> positions = PerftFile.read(Path.of(position));
        final PerftReport report = PerftRunner.run(
                positions, depth == null ? Integer.MAX_VALUE : depth, (at, known, actual) -> {
                    if (!json) {
                        out.println(String.format("%-4s depth %2d %,15d  %s", known.nodes() == actual ? "ok" : "BAD",
                                known.depth(), actual, at.id().isEmpty() ? at.epd() : at.id()));
                        out.flush();
                    }
                });
        print(out, report);
        return report.mismatches().isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private void print(final PrintWriter out, final PerftReport report) {
        if (json) {
            out.println(object(report));
            return;
        }
        report.mismatches().forEach(bad -> out.println(String.format(
                "depth %d: %,d expected, %,d counted: %s", bad.depth(), bad.expected(), bad.actual(), bad.epd())));
        out.println(String.format("%,d nodes in %.1f s; %d counts of %d positions, %d wrong",
                report.nodes(), report.seconds(), report.counts(), report.positions(), report.mismatches().size()));
    }

    private void print(final PrintWriter out, final PerftDivision division) {
        if (json) {
            final ObjectNode object = object(
                    new PerftReport(1, 1, division.nodes(), division.seconds(), List.of()));
            final ObjectNode moves = object.putObject("moves");
            division.moves().forEach(move -> moves.put(move.move(), move.nodes()));
            out.println(object);
            return;
        }
        division.moves().forEach(move -> out.println(String.format("%-6s %,15d", move.move(), move.nodes())));
        out.println(String.format("%,d nodes in %.1f s", division.nodes(), division.seconds()));
    }

    private static ObjectNode object(final PerftReport report) {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("positions", report.positions()).put("counts", report.counts()).put("nodes", report.nodes());
        object.put("seconds", report.seconds());
        final ArrayNode mismatches = object.putArray("mismatches");
        report.mismatches().forEach(bad -> mismatches.addObject()
                .put("epd", bad.epd())
                .put("depth", bad.depth())
                .put("expected", bad.expected())
                .put("actual", bad.actual()));
        return object;
    }
}
