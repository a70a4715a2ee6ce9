package io.ironhoard.deploy.command;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.perf.client.Target;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the signed record of a match that is over. */
@Command(name = "record", description = "Fetch a finished match's signed record.")
public final class RecordCommand implements Callable<Integer> {
    private static final long CONNECT_TIMEOUT_MS = 5_000;
    private static final int WAIT_SECONDS_MAX = 7_200;

    @Parameters(paramLabel = "MATCH", description = "The match's id, 32 hexadecimal digits.")
    private String match;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where to write it (default: MATCH.ihr).")
    private Path output;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "operator", description = "The name to sign in with (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(names = "--wait-seconds", paramLabel = "S", defaultValue = "7", description = "How long to wait for a record that is not there yet: who did not play gets it when the spectators' delay has passed (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Mixin
    private TargetOptions server;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (waitSeconds < 0 || waitSeconds > WAIT_SECONDS_MAX) {
            throw new UsageException("--wait-seconds " + waitSeconds + " is outside 0.." + WAIT_SECONDS_MAX);
        }
        final MatchId matchId = matchId();
        final Target target = server.target();
        try (ServerLink link = new ServerLink(target, server.credentials(), 1)) {
            connect(link);
            final byte[] bytes = fetch(link.channel(0), matchId);
            final MatchRecord record = MatchRecord.parse(bytes);
            final Path file = output == null ? Path.of(matchId + RecordFormat.EXTENSION) : output;
            Files.write(file, bytes);
            spec.commandLine().getOut().println(file + "  " + record.events().size() + " events, " + bytes.length
                    + " bytes; 'ironhoard verify' checks it");
            return ExitCode.DONE;
        } catch (final StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                throw new UnreachableException("no server answers at " + target, e);
            }
            spec.commandLine().getErr().println("ironhoard: " + matchId + ": " + e.getStatus().getDescription());
            return ExitCode.CHECK_FAILED;
        }
    }

    private byte[] fetch(final Channel channel, final MatchId matchId) {
        final PlayerSession session = PlayerSession.signIn(channel, name);
        return MatchCalls.record(channel, session, matchId, TimeUnit.SECONDS.toMillis(waitSeconds));
    }

    private static void connect(final ServerLink link) throws InterruptedException {
        try {
            link.connect(CONNECT_TIMEOUT_MS);
        } catch (final IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        }
    }

    private MatchId matchId() {
        try {
            return MatchId.parse(match);
        } catch (final IllegalArgumentException e) {
            throw new UsageException("'" + match + "' is not a match id: 32 hexadecimal digits");
        }
    }
}
