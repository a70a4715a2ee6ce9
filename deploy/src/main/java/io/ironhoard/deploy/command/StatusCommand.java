package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.status.ProcessReading;
import io.ironhoard.proto.status.SectionReading;
import io.ironhoard.proto.status.StatusReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a server's books and gauges from its shared memory, and whether every move is accounted for. */
@Command(name = "status", description = "Show a running server's counters; exit status 1 where moves were lost.")
public final class StatusCommand implements Callable<Integer> {
    private static final String BOOK = "%-14s %14d %14d %12d %12d %10d";
    private static final String BOOK_HEAD = "%-14s %14s %14s %12s %12s %10s";

    @Mixin
    private SettingOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final InstanceLayout layout = options.plan().layout();
        final StatusReport report = StatusReport.take(layout);
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        }
        if (!report.isRunning()) {
            spec.commandLine().getErr().println("ironhoard: no server runs on " + layout.data());
            return ExitCode.UNREACHABLE;
        }
        if (!json) {
            print(out, report);
        }
        return report.conserved() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void print(final PrintWriter out, final StatusReport report) {
        out.println(String.format(
                BOOK_HEAD, "moves", "received", "accepted", "rejected", "overloaded", "in flight"));
        for (final ProcessReading gateway : report.reading().gateways()) {
            book(out, "gateway " + gateway.id() + (gateway.alive() ? "" : " (gone)"), gateway.book());
        }
        report.reading().dispatcher().ifPresent(dispatcher -> shards(out, dispatcher));
        out.println();
        out.println(report.conserved() ? "every move is accounted for" : "MOVES ARE NOT ACCOUNTED FOR:");
        report.reasons().forEach(reason -> out.println("  " + reason));
    }

    private static void shards(final PrintWriter out, final ProcessReading dispatcher) {
        final List<SectionReading> shards = dispatcher.sections();
        for (int id = 0; id < shards.size(); id++) {
            book(out, "shard " + id, shards.get(id).book());
        }
        out.println();
        out.println(String.format("%-14s %14s %14s %12s %12s %10s",
                "dispatcher" + (dispatcher.alive() ? "" : " (gone)"),
                "matches", "queue bytes", "arena bytes", "cycle max us", "core"));
        for (int id = 0; id < shards.size(); id++) {
            final SectionReading shard = shards.get(id);
            final long core = shard.gauge(ShardGauge.CORE.label());
            out.println(String.format("%-14s %14d %14d %12d %12d %10s",
                    "shard " + id,
                    shard.gauge(ShardGauge.MATCHES.label()),
                    shard.gauge(ShardGauge.QUEUE_DEPTH_BYTES.label()),
                    shard.gauge(ShardGauge.ARENA_USED_BYTES.label()),
                    shard.gauge(ShardGauge.CYCLE_MAX_US.label()),
                    core < 0 ? "any" : Long.toString(core)));
        }
        for (int id = 0; id < shards.size(); id++) {
            final String shard = "shard " + id;
            shards.get(id).stuckRules().ifPresent(rules -> out.println(
                    shard + " STANDS STILL: rule set " + rules
                            + " does not return from a call; the log names the match"));
        }
    }

    private static void book(final PrintWriter out, final String name, final MoveBook.Reading book) {
        out.println(String.format(
                BOOK, name, book.received(), book.accepted(), book.rejected(), book.overloaded(), book.inFlight()));
    }
}
