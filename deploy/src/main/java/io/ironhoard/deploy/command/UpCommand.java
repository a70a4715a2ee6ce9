package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.OrderlyExit;
import io.ironhoard.deploy.launch.DetachedUp;
import io.ironhoard.deploy.launch.ReadyServer;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.deploy.launch.ServerRun;
import io.ironhoard.deploy.supervise.LineSink;
import io.ironhoard.deploy.supervise.Outcome;
import io.ironhoard.deploy.supervise.PrefixedLines;
import io.ironhoard.deploy.supervise.RollingLogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the server on this machine and stays until it is stopped, or leaves it running in the background. */
@Command(name = "up", description = "Start the server on this machine; Ctrl-C stops it.")
public final class UpCommand implements Callable<Integer> {
    private static final String SELF = "ironhoard";

    @Mixin
    private ServerOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--detach", description = "Leave the server running in the background, its log in run/ironhoard.log of the data folder; 'ironhoard down' stops it.")
    private boolean detach;

    @Option(names = "--json", description = "Print the ready line as one JSON object.")
    private boolean json;

    @Option(names = DetachedUp.BACKGROUND, hidden = true)
    private boolean background;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ServerPlan plan = options.plan().checked(System.getenv());
        if (detach) {
            return new DetachedUp(plan, json).start(out(), err());
        }
        if (!background) {
            return run(plan, new PrefixedLines(System.err));
        }
        plan.files().create();
        try (RollingLogFile log = new RollingLogFile(plan.files().log(), plan.logSizeBytesMax())) {
            return run(plan, log);
        } catch (final IOException e) {
            throw new IOException("the log " + plan.files().log() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private int run(final ServerPlan asked, final LineSink sink) throws Exception {
        final ServerPlan plan = asked.fitted(System.getenv(), sentence -> sink.line(SELF, sentence));
        final ServerRun run = new ServerRun(plan, sink, this::ready, sentence -> sink.line(SELF, sentence));
        final Duration stop = plan.limits().stop();
        return OrderlyExit.run(() -> {
            final Outcome outcome = run.run();
            if (!outcome.sentence().isEmpty()) {
                outcome.sentence().lines().forEach(line -> sink.line(SELF, line));
                if (background) {
                    err().println(SELF + ": " + outcome.sentence());
                }
            }
            return outcome.status();
            // Two processes, each with its bound, then its kill; and a little for the rest.
        }, run::requestStop, stop.multipliedBy(2).plusSeconds(15));
    }

    private void ready(final ReadyServer server) {
        out().println(json ? server.json() : server.line());
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
