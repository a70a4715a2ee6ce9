package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.dispatcher.rules.RuleSetLoadException;
import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.perf.verify.VerifySummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks records offline: chain, moves and signature, against a key from outside them. */
@Command(name = "verify", description = "Check records offline: chain, moves by the rules, signature; exit status 1 where one does not hold.")
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Records, and folders of them.")
    private List<Path> files;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The server's public key, for example keys/record.pub of its data folder.")
    private Path key;

    @Option(names = "--rules", paramLabel = "DIR", description = "A folder with the jars of other rule sets.")
    private Path rules;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final VerifySummary summary;
        try {
            summary = RecordCheck.run(files, key, Optional.ofNullable(rules));
        } catch (final RuleSetLoadException e) {
            throw new UsageException(e.getMessage());
        } catch (final IOException e) {
            throw new UsageException("--key " + key + " or a folder cannot be used: " + e.getMessage());
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(summary.toJson());
        } else {
            summary.files().forEach(file -> out.println(line(file)));
            if (summary.files().isEmpty()) {
                out.println("no records there");
            }
        }
        return summary.ok() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static String line(final VerifySummary.FileCheck file) {
        return file.ok()
                ? "ok   " + file.file() + "  " + file.moves() + " moves  head " + file.head() + "  key " + file.key()
                        + file.layout().map(layout -> "  layout ok: " + layout).orElse("")
                : "BAD  " + file.file() + "  " + file.reason().orElse("");
    }
}
