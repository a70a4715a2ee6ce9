package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.launch.BenchPlan;
import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.perf.bench.shard.BenchFault;
import io.ironhoard.perf.bench.shard.BenchGame;
import io.ironhoard.perf.bench.shard.ShardBench;
import io.ironhoard.perf.bench.shard.ShardBenchOptions;
import io.ironhoard.perf.bench.shard.ShardBenchReport;
import io.ironhoard.perf.bench.shard.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A shard in a process of its own, at the speed of its hash or not. */
@Command(name = "shard", description = {
    "Measure one shard: a dispatcher of its own, driven over Aeron IPC with moves signed before the clock starts.",
    "Every answer is checked, and every chain computed anew; exit status 1 where one is wrong. docs/PERFORMANCE.md says what the numbers mean."})
public final class BenchShardCommand implements Callable<Integer> {
    /** Reads a game's name. */
    static final class Games implements ITypeConverter<BenchGame>, Iterable<String> {
        @Override
        public BenchGame convert(final String name) {
            return Arrays.stream(BenchGame.values())
                    .filter(game -> game.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + name + "' is not one of " + String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(BenchGame.values()).map(BenchGame::id).iterator();
        }
    }

    @Option(names = "--game", paramLabel = "GAME", defaultValue = "treasure-hunt", converter = Games.class, completionCandidates = Games.class, description = "What is played: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private BenchGame game;

    @Option(names = "--matches", paramLabel = "N", defaultValue = "1000", description = "How many matches are moved at the same time, in a random order, up to 1000000 (default: ${DEFAULT-VALUE}).")
    private int matches;

    @Option(names = "--durability", paramLabel = "LEVEL", defaultValue = "memory", description = "What an accepted move survives: memory (the only level of this build).")
    private String durability;

    @Option(names = "--hash", paramLabel = "WHOSE", defaultValue = "auto", description = "Who computes SHA-256: native, jdk, or auto, which is native where it is there (default: ${DEFAULT-VALUE}).")
    private HashChoice hash;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "auto", description = "How shard and load share the machine: dedicated pins each to a core, shared none; auto is dedicated where there are two cores (default: ${DEFAULT-VALUE}).")
    private BenchPlan.Profile profile;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "1", description = "How long a run takes, about (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--moves", paramLabel = "N", defaultValue = "0", description = "Moves of a run, instead of --seconds.")
    private int moves;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "How many runs; their medians are reported (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--set", paramLabel = "SETTING=VALUE", description = "Any setting of the dispatcher by its name, more than once.")
    private final Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--flame", paramLabel = "FILE", description = "Also profile the shard, in further runs that are not measured, and write its flame graph (HTML).")
    private Path flame;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        if (flame != null && !Files.isWritable(flame.toAbsolutePath().getParent())) {
            throw new UsageException("--flame: " + flame + " cannot be written");
        }
        final ShardBenchReport report;
        try (BenchPlan plan = BenchPlan.of(load(), durability, hash, profile, set, System.getenv())) {
            report = new ShardBench(plan.options(), Optional.ofNullable(flame).map(Path::toAbsolutePath), sentence -> {
                err.println("bench: " + sentence);
                err.flush();
            }).run();
        } catch (final BenchFault fault) {
            err.println("FAULT: " + fault.getMessage());
            return ExitCode.CHECK_FAILED;
        } catch (final IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        } catch (final UncheckedIOException e) {
            throw new UnreachableException(e.getCause().getMessage(), e);
        }
        if (json) {
            out.println(report.toJson());
        } else {
            print(out, report);
        }
        return ExitCode.DONE;
    }

    private ShardBenchOptions.Load load() {
        try {
            return new ShardBenchOptions.Load(game, matches, moves, seconds, runs);
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static void print(final PrintWriter out, final ShardBenchReport report) {
        final ShardBenchOptions.Load load = report.options().load();
        line(out, "%s, %,d matches, hash %s, durability %s, profile %s",
                load.game().id(), load.matches(), report.options().hash(), report.options().durability(),
                report.options().profile());
        line(out, "%,.0f moves/s, median of %d runs; %,d moves, every answer and %,d heads verified",
                report.movesPerS(), load.runs(), report.moves(), report.headsVerified());
        line(out, "%.2f of the %,.0f/s that three SHA-256 blocks a move allow",
                report.ratioShaBound(), report.shaBoundMovesPerS());
        line(out, "%.2f of the %,.0f/s of a bare Aeron echo", report.ratioIpcEcho(), report.echoPerS());
        line(out, "%.3f bytes allocated for a move on the shard's thread, %d garbage collections",
                report.allocBytesPerMove(), report.heap().collections());
        times(out, "bare echo", report.echo().rtt());
        times(out, "shard", report.rtt());
        report.rates().forEach(rate -> times(out, "shard", rate));
    }

    private static void times(final PrintWriter out, final String name, final Times us) {
        line(out, "%-9s at %,9.0f/s, us: p50 %,.1f, p99 %,.1f, p99.9 %,.1f, max %,.0f",
                name, us.ratePerS(), us.p50(), us.p99(), us.p999(), us.max());
    }

    private static void line(final PrintWriter out, final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
