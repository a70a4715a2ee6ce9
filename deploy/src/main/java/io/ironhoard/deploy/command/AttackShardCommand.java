package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.attack.shard.FuzzFault;
import io.ironhoard.perf.attack.shard.FuzzReport;
import io.ironhoard.perf.attack.shard.ShardFuzz;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Frames into a shard of its own, honest and hostile, each answer checked. */
@Command(name = "shard", description = {
    "Hand frames to a shard inside this process: honest ones, ones that each stage must refuse, ones changed at random.",
    "Each answer, each event and the state hash after each refusal are checked; exit status 1 at the first fault."})
public final class AttackShardCommand implements Callable<Integer> {
    private static final int GROUPS = 6;
    private static final int LINES = 10;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "1000000", description = "How many frames (default: ${DEFAULT-VALUE}).")
    private long frames;

    @Option(names = "--seed", paramLabel = "S", description = "Brings the same run again (default: any).")
    private Long seed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    private long nextLine;

    @Override
    public Integer call() {
        if (frames < 1) {
            throw new UsageException("--frames " + frames + " is below 1");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final FuzzReport report;
        try {
            report = new ShardFuzz(seed == null ? new SecureRandom().nextLong() : seed).run(frames, this::progress);
        } catch (final FuzzFault fault) {
            err.println("FAULT: " + fault.getMessage());
            return ExitCode.CHECK_FAILED;
        }
        if (json) {
            out.println(report.toJson());
        } else {
            print(out, report);
        }
        report.faults().forEach(fault -> err.println("FAULT: " + fault));
        return report.faults().isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private void progress(final long count) {
        if (!json && count >= nextLine) {
            nextLine = count + frames / LINES;
            spec.commandLine().getErr().println(String.format(Locale.ROOT, "%,d frames", count));
        }
    }

    private static void print(final PrintWriter out, final FuzzReport report) {
        out.println(String.format(Locale.ROOT, "seed %d: %,d frames in %.1f s; %,d accepted, %,d sent again",
                report.seed(), report.frames(), report.seconds(), report.accepted(), report.duplicates()));
        for (int group = 1; group <= GROUPS; group++) {
            out.println(String.format(Locale.ROOT, "refused with %dxx: %,d", group, report.group(group)));
        }
        out.println(String.format(Locale.ROOT,
                "%,d matches, %,d events checked, %,d state hashes compared; heap %,d then %,d bytes",
                report.matches(), report.events(), report.statesCompared(), report.heapBytes(),
                report.heapBytesAtEnd()));
    }
}
