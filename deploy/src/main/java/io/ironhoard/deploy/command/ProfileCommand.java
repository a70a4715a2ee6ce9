package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.OrderlyExit;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.perf.profile.Profile;
import io.ironhoard.perf.profile.ProfileOptions;
import io.ironhoard.perf.profile.ProfileReport;
import io.ironhoard.perf.profile.UnwritableFileException;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.status.NodeReading;
import io.ironhoard.proto.status.ProcessReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the shards of a running dispatcher spend their time: a flame graph, and the shares of their rooms. */
@Command(name = "profile", description = {
    "Record a flame graph of a running dispatcher as one HTML file, with the kernel's functions where it allows that.",
    "Ctrl-C ends the recording early. docs/PERFORMANCE.md says what the shares mean."})
public final class ProfileCommand implements Callable<Integer> {
    private static final Duration STOP_MAX = Duration.ofSeconds(60);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Mixin
    private SettingOptions options;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "How long, at most "
            + ProfileOptions.SECONDS_MAX + " (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "The HTML file (default: ironhoard-profile-TIME.html).")
    private Path out;

    @Option(names = "--shard", paramLabel = "N", description = "Only this shard (default: every shard).")
    private Integer shard;

    @Option(names = "--all", description = "Show all threads of the dispatcher; the shares are still the shards'.")
    private boolean all;

    @Option(names = "--jfr", description = "Use the JDK's Flight Recorder, which sees no native function, also where async-profiler is there.")
    private boolean jfr;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ProfileOptions asked = asked(options.plan().layout());
        final CountDownLatch enough = new CountDownLatch(1);
        return OrderlyExit.run(() -> run(asked, enough), enough::countDown, STOP_MAX);
    }

    private int run(final ProfileOptions asked, final CountDownLatch enough) throws InterruptedException {
        final PrintWriter err = spec.commandLine().getErr();
        final ProfileReport report;
        try (Profile profile = Profile.start(asked, sentence -> {
            err.println("ironhoard: " + sentence);
            err.flush();
        })) {
            enough.await(asked.seconds(), TimeUnit.SECONDS);
            report = profile.finish();
        } catch (final UnwritableFileException e) {
            throw new UsageException("--out: " + e.getMessage());
        } catch (final IOException e) {
            throw new UnreachableException(e.getMessage(), e);
        }
        final PrintWriter printer = spec.commandLine().getOut();
        if (json) {
            printer.println(report.toJson());
        } else {
            print(printer, report);
        }
        printer.flush();
        return ExitCode.DONE;
    }

    private ProfileOptions asked(final InstanceLayout layout) throws IOException {
        final Path file = out == null
                ? Path.of("ironhoard-profile-" + LocalDateTime.now().format(TIME) + ".html")
                : out;
        final OptionalInt only = shard == null ? OptionalInt.empty() : OptionalInt.of(shard);
        final ProcessReading dispatcher = NodeReading.read(layout).dispatcher()
                .filter(ProcessReading::alive)
                .orElseThrow(() -> new UnreachableException("no dispatcher runs on " + layout.data()));
        if (only.isPresent() && (shard < 0 || shard >= dispatcher.sections().size())) {
            throw new UsageException(
                    "--shard " + shard + ": there are 0.." + (dispatcher.sections().size() - 1));
        }
        try {
            return new ProfileOptions(
                    dispatcher.pid(), layout.run(), seconds, only, all, jfr, file.toAbsolutePath().normalize());
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The widest room first. */
    private static void print(final PrintWriter out, final ProfileReport report) {
        line(out, "%s, event %s, %s kernel stacks; %,d samples in %s",
                report.recorder(), report.event(), report.kernelStacks() ? "with" : "without", report.samples(),
                report.options().out());
        line(out, "the shards worked in %,d samples and waited in %,d; of the former",
                report.shares().busy(), report.shares().idle());
        report.shares().busyShares().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .forEach(share -> line(out, "  %-10s %5.1f %%", share.getKey(), 100 * share.getValue()));
    }

    private static void line(final PrintWriter out, final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
