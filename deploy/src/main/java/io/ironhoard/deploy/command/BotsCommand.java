package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.OrderlyExit;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.bot.BotKind;
import io.ironhoard.perf.load.Load;
import io.ironhoard.perf.load.LoadListener;
import io.ironhoard.perf.load.LoadOptions;
import io.ironhoard.perf.load.LoadSummary;
import io.ironhoard.v1.Signing;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
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

/** Drives load against a running server, open loop, and checks everything that comes back. */
@Command(name = "bots", description = "Let many players play against a running server, and check all that they are told; exit status 1 on any fault.")
public final class BotsCommand implements Callable<Integer> {
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    /** Who signs the moves. */
    enum Signer {
        /** The server's gateway, for the session. */
        GATEWAY,
        /** Each seat, with its key. */
        PLAYER
    }

    /** Reads a game's name, and names those that there are. */
    static final class Games implements ITypeConverter<BotKind>, Iterable<String> {
        @Override
        public BotKind convert(final String name) {
            return Arrays.stream(BotKind.values())
                    .filter(kind -> kind.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there are no bots for '" + name + "'; there are for "
                                    + String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(BotKind.values()).map(BotKind::id).iterator();
        }
    }

    @Mixin
    private TargetOptions server;

    @Option(names = "--game", paramLabel = "GAME", required = true, converter = Games.class, completionCandidates = Games.class, description = "What is played: ${COMPLETION-CANDIDATES}.")
    private BotKind game;

    @Option(names = "--players", paramLabel = "N", required = true, description = "How many players, up to 50000.")
    private int players;

    @Option(names = "--rate", paramLabel = "MOVES", required = true, description = "Moves a second of each player.")
    private double rate;

    @Option(names = "--seconds", paramLabel = "S", required = true, description = "For how long they play.")
    private double seconds;

    @Option(names = "--drain-seconds", paramLabel = "S", defaultValue = "20", description = "How long answers and ends may take after the last planned move (default: ${DEFAULT-VALUE}).")
    private double drainSeconds;

    @Option(names = "--match-size", paramLabel = "N", defaultValue = "0", description = "Players of a match (default: the fewest that the game allows).")
    private int matchSize;

    @Option(names = "--signing", paramLabel = "WHO", defaultValue = "gateway", description = "Who signs the moves: gateway or player (default: ${DEFAULT-VALUE}).")
    private Signer signing;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "16", description = "How many connections the players share, at most 2000 on each (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "For the order of players and the choice of moves (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--histogram", paramLabel = "FILE", description = "Write an HdrHistogram interval log, one interval a second.")
    private Path histogram;

    @Option(names = "--via-tickets", description = "Find matches through the matchmaker; not in this build yet.")
    private boolean viaTickets;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (viaTickets) {
            throw new UsageException("this build does not have '--via-tickets' yet");
        }
        final Load load;
        try {
            load = new Load(options(), new Lines(spec.commandLine().getErr()));
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return OrderlyExit.run(() -> run(load), load::stop, STOP_MAX);
    }

    private int run(final Load load) throws Exception {
        final LoadSummary summary;
        try {
            summary = load.run();
        } catch (final Load.UnreachableException e) {
            throw new UnreachableException(e.getMessage(), e);
        } catch (final FileNotFoundException e) {
            throw new UsageException("a file cannot be opened: " + e.getMessage());
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(summary.toJson());
        } else {
            print(out, summary);
        }
        out.flush();
        return summary.ok() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private LoadOptions options() {
        return new LoadOptions(
                server.target(), server.credentials(), game, players, rate, seconds, drainSeconds,
                matchSize,
                signing == Signer.PLAYER ? Signing.SIGNING_PLAYER : Signing.SIGNING_GATEWAY, connections, seed,
                Optional.ofNullable(histogram), server.processes());
    }

    private static void print(final PrintWriter out, final LoadSummary summary) {
        final LoadSummary.Moves moves = summary.moves();
        final LoadSummary.Matches matches = summary.matches();
        summary.errors().forEach(error -> out.println("FAULT: " + error));
        if (summary.errorCount() > summary.errors().size()) {
            out.println("and " + (summary.errorCount() - summary.errors().size()) + " faults more");
        }
        line(out, "%,d players, %,d matches, %,d ended, %,d held against their seed",
                summary.players(), matches.begun(), matches.ended(), matches.reveals());
        line(out,
                "%,d moves: %,d accepted, %,d rejected, %,d overloaded, %,d unanswered; %,d of %,d planned ones skipped",
                moves.submitted(), moves.accepted(), moves.rejected(), moves.overloaded(), moves.unanswered(),
                moves.skipped(), moves.planned());
        moves.rejectedByCode().forEach((code, count) -> line(out, "  rejected with %d: %,d", code, count));
        line(out, "%,d events received, %,d heads verified", matches.events(), matches.heads());
        line(out, "%.1f s, %,.0f moves/s", summary.seconds(), summary.movesPerSecond());
        times(out, "latency", summary.latency());
        times(out, "delivery", summary.delivery());
        times(out, "own lateness", summary.lateness());
        line(out, "processor: generator %.2f s", summary.generatorCpuS());
        for (final Map.Entry<String, Double> process : summary.serverCpuS().entrySet()) {
            line(out, "           %s %.2f s", process.getKey(), process.getValue());
        }
    }

    private static void times(final PrintWriter out, final String name, final LoadSummary.TimesUs us) {
        line(out, "%-12s us: p50 %,.0f, p99 %,.0f, p99.9 %,.0f, max %,.0f",
                name, us.p50(), us.p99(), us.p999(), us.max());
    }

    private static void line(final PrintWriter out, final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** A line a second. */
    private record Lines(PrintWriter err) implements LoadListener {
        private static final double US_PER_MS = 1_000;

        @Override
        public void settingUp(final int seated, final int all, final double since) {
            line(err, "bots: %,d of %,d players seated, %.1f s", seated, all, since);
            err.flush();
        }

        @Override
        public void playing(final Second second) {
            line(err, "bots: %3.0f s, %,d players, %,.0f sent/s, %,.0f accepted/s, p50 %.2f ms, p99 %.2f ms,"
                    + " late p99 %.2f ms, %,d unanswered%s",
                    second.seconds(), second.players(), second.sentPerS(), second.acceptedPerS(),
                    second.p50Us() / US_PER_MS, second.p99Us() / US_PER_MS, second.latenessP99Us() / US_PER_MS,
                    second.unanswered(), second.faults() == 0 ? "" : ", " + second.faults() + " FAULTS");
            err.flush();
        }
    }
}
