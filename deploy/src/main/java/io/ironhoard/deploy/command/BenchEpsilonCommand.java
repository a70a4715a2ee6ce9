package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.launch.EpsilonPlan;
import io.ironhoard.perf.bench.shard.BenchFault;
import io.ironhoard.perf.bench.shard.EpsilonCampaign;
import io.ironhoard.perf.bench.shard.EpsilonReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A dispatcher that never collects garbage, and how far it comes. */
@Command(name = "epsilon", description = {
    "Run a dispatcher on a small heap with the collector that never collects, and make moves of treasure-hunt: what leaves garbage, ends it.",
    "Every answer is checked, and every chain computed anew, stretch by stretch. Exit status 1 where the dispatcher died of memory or anything else, did not end well, or an answer is wrong.",
    "Matches get 100,000 moves and are then left alone for new ones. None ends, so that no record is signed: signing allocates. The record writer reads every event; beyond its memory, a share of the heap's size, it drops matches, as shown by records_lost."})
public final class BenchEpsilonCommand implements Callable<Integer> {
    private static final double BYTES_PER_MIB = 1 << 20;

    @Option(names = "--moves", paramLabel = "N", defaultValue = "1000000000", description = "How many moves (default: ${DEFAULT-VALUE}).")
    private long moves;

    @Option(names = "--matches", paramLabel = "N", defaultValue = "1000", description = "How many matches are moved at the same time, in a random order, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int matches;

    @Option(names = "--heap-mib", paramLabel = "N", defaultValue = "64", description = "The dispatcher's heap, at least 64 (default: ${DEFAULT-VALUE}).")
    private int heapMib;

    @Option(names = "--set", paramLabel = "SETTING=VALUE", description = "Any setting of the dispatcher by its name, more than once.")
    private final Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        require("--moves", moves, EpsilonCampaign.MOVES_MAX);
        require("--matches", matches, EpsilonCampaign.LANES_MAX);
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final EpsilonReport report;
        try (EpsilonPlan plan = plan()) {
            report = new EpsilonCampaign(plan.options(), sentence -> {
                err.println("bench: " + sentence);
                err.flush();
            }).run();
        } catch (final BenchFault fault) {
            err.println("FAULT: " + fault.getMessage());
            return ExitCode.CHECK_FAILED;
        } catch (final IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        }
        if (json) {
            out.println(report.toJson());
        } else {
            print(out, report);
        }
        return ExitCode.DONE;
    }

    private EpsilonPlan plan() throws IOException {
        try {
            return EpsilonPlan.of(moves, matches, heapMib, set, System.getenv());
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static void require(final String option, final long value, final long max) {
        if (value < 1 || value > max) {
            throw new UsageException(option + " " + value + " is outside 1.." + max);
        }
    }

    private void print(final PrintWriter out, final EpsilonReport report) {
        line(out, "%,d moves in %,d matches, every answer and %,d heads verified",
                report.moves(), report.matches(), report.headsVerified());
        line(out, "%,.0f s, %,.0f moves/s while moves were made", report.seconds(), report.movesPerS());
        line(out, "heap in use: %.1f MiB before the first move, %.1f of %d MiB after the last; %d collections",
                report.start().usedBytes() / BYTES_PER_MIB, report.end().usedBytes() / BYTES_PER_MIB, heapMib,
                report.end().collections());
        line(out, "allocated on the shard's thread meanwhile: %,d bytes",
                report.end().shardBytes() - report.start().shardBytes());
        line(out, "records lost: %,d", report.recordsLost());
    }

    private static void line(final PrintWriter out, final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
