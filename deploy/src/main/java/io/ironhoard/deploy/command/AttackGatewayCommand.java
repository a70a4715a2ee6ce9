package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.attack.gateway.AttackReport;
import io.ironhoard.perf.attack.gateway.GatewayAttack;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hostile connections and a flood against a running gateway, beside honest players. */
@Command(name = "gateway", description = {
    "Attack a running server on this machine: connections and calls that keep to no protocol, thousands of resets, half-open connections, a player who floods.",
    "Honest players play meanwhile; exit status 1 where a move of theirs is not accepted, or an assault is not ended as it should be."})
public final class AttackGatewayCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 86_400;

    @Mixin
    private TargetOptions server;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "How long (default: ${DEFAULT-VALUE}); every assault is made at least once.")
    private int seconds;

    @Option(names = "--seed", paramLabel = "S", description = "Brings the same assaults in the same order again (default: any).")
    private Long seed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new UsageException("--seconds " + seconds + " is outside 1.." + SECONDS_MAX);
        }
        final AttackReport report;
        try {
            report = new GatewayAttack(
                    server.target(), seed == null ? new SecureRandom().nextLong() : seed, seconds,
                    server.processes()).run();
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        } catch (final IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson());
        } else {
            print(out, report);
        }
        return report.ok() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void print(final PrintWriter out, final AttackReport report) {
        out.println(String.format(Locale.ROOT, "seed %d, %.1f s", report.seed(), report.seconds()));
        report.assaults()
                .forEach((name, count) -> out.println(String.format(Locale.ROOT, "  %-24s %,6d", name, count)));
        out.println("ended by the server: " + report.ends());
        out.println(String.format(Locale.ROOT, "flood: %,d moves sent, %,d answered; %d half-open connections",
                report.floodSent(), report.floodAnswered(), report.halfOpen()));
        final AttackReport.Honest honest = report.honest();
        out.println(String.format(Locale.ROOT,
                "honest players: %,d moves, %,d accepted, %,d games; latency us p50 %,d, p99 %,d, max %,d",
                honest.submitted(), honest.accepted(), honest.games(), honest.p50Us(), honest.p99Us(),
                honest.maxUs()));
        report.rssBytes().forEach((process, bytes) -> out.println(process + ": resident bytes " + bytes));
        report.faults().forEach(fault -> out.println("FAULT: " + fault));
    }
}
