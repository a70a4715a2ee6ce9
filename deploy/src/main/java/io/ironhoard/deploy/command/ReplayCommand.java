package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.replay.ConsoleProgress;
import io.ironhoard.perf.replay.Replay;
import io.ironhoard.perf.replay.ReplayOptions;
import io.ironhoard.perf.replay.ReplaySummary;
import io.ironhoard.perf.replay.UnsupportedSourceException;
import io.ironhoard.v1.Signing;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays recorded games against a running server, both seats, and checks every result. */
@Command(name = "replay", description = "Play recorded games against a running server and check every result; exit status 1 on any mismatch.")
public final class ReplayCommand implements Callable<Integer> {
    private static final String FULL_SPEED = "max";

    /** Who signs the moves. */
    enum Signer {
        /** The server's gateway, for the session. */
        GATEWAY,
        /** Each seat, with its key. */
        PLAYER
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "PGN, plain or .gz, and our own records.")
    private List<Path> files;

    @Mixin
    private TargetOptions server;

    @Option(names = "--key", paramLabel = "FILE", description = "The public key that records must be signed with (default: keys/record.pub of the data folder).")
    private Path key;

    @Option(names = "--signing", paramLabel = "WHO", defaultValue = "gateway", description = "Who signs the moves: gateway or player (default: ${DEFAULT-VALUE}).")
    private Signer signing;

    @Option(names = "--speed", paramLabel = "N|max", defaultValue = FULL_SPEED, description = "Moves a second over all games (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(names = "--concurrency", paramLabel = "N", defaultValue = "64", description = "How many games at once (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(names = "--records", paramLabel = "DIR", description = "Keep each finished match's record in this folder.")
    private Path records;

    @Option(names = "--known-illegal", paramLabel = "FILE", description = "Games that are known to hold an illegal move: GAME PLY a line.")
    private Path knownIllegal;

    @Option(names = "--rules", paramLabel = "DIR", description = "A folder with the jars of other rule sets, for records.")
    private Path rules;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ReplayOptions options = options();
        final PrintWriter err = spec.commandLine().getErr();
        final ReplaySummary summary;
        try (ConsoleProgress progress = isTerminal() ? ConsoleProgress.bar(System.err) : ConsoleProgress.lines(line -> {
            err.println(line);
            err.flush();
        })) {
            summary = Replay.run(options, progress);
        } catch (final Replay.UnreachableException e) {
            throw new UnreachableException(e.getMessage(), e);
        } catch (final UnsupportedSourceException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(summary.toJson());
        } else {
            print(out, summary);
        }
        return summary.ok() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private ReplayOptions options() {
        for (final Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UsageException(file + " cannot be read");
            }
        }
        final Path publicKey = key == null ? server.layout().recordPublicKey() : key;
        if (!Files.isReadable(publicKey)) {
            throw new UsageException(
                    "the key " + publicKey + " cannot be read: name the server's with --key, or its data"
                            + " folder with --data");
        }
        final ReplayOptions defaults = ReplayOptions.of(files, server.target(), publicKey);
        try {
            return new ReplayOptions(
                    files, defaults.target(), server.credentials(), publicKey, movesPerSecond(), concurrency,
                    defaults.gamesPerConnection(),
                    signing == Signer.PLAYER ? Signing.SIGNING_PLAYER : Signing.SIGNING_GATEWAY,
                    Optional.ofNullable(records), Optional.ofNullable(knownIllegal), Optional.ofNullable(rules));
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private double movesPerSecond() {
        if (FULL_SPEED.equals(speed)) {
            return 0;
        }
        try {
            final double value = Double.parseDouble(speed);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw new UsageException("--speed " + speed + ": a number of moves a second, or max");
        }
        throw new UsageException("--speed " + speed + ": a number of moves a second above 0, or max");
    }

    private static boolean isTerminal() {
        final Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void print(final PrintWriter out, final ReplaySummary summary) {
        summary.illegalGames().forEach(game -> out.println("illegal in source: " + game.entry()));
        summary.truncated().forEach(entry -> out.println("truncated: " + entry));
        summary.leftOut().forEach(entry -> out.println("left out: " + entry));
        summary.endedEarly().forEach(entry -> out.println("ended early: " + entry));
        summary.failures().forEach(entry -> out.println("FAILED: " + entry));
        out.println(String.format(Locale.ROOT,
                "%,d games: %,d ok, %,d failed; %,d illegal in their source",
                summary.games(), summary.gamesOk(), summary.gamesFailed(), summary.illegalInSource()));
        out.println(String.format(Locale.ROOT,
                "%,d moves: %,d accepted, %,d rejected; %,d records verified",
                summary.moves(), summary.movesAccepted(), summary.movesRejected(), summary.recordsVerified()));
        out.println(String.format(Locale.ROOT,
                "%.1f s, %,.0f moves/s; latency us p50 %.0f, p99 %.0f, p99.9 %.0f, max %.0f",
                summary.seconds(), summary.movesPerSecond(), summary.latency().p50(), summary.latency().p99(),
                summary.latency().p999(), summary.latency().max()));
    }
}
