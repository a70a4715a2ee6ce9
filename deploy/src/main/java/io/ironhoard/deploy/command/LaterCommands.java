package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Commands that are designed and not built: known by name, absent from the help, refused with one sentence. */
public final class LaterCommands {
    private static final List<String> NAMES = List.of(
            "chaos", "simulate", "fork", "journal", "backup", "restore", "check", "shards", "top",
            "drain",
            "migrate");

    private static final List<String> BENCHES = List.of("e2e", "concurrency", "matchmaker", "recovery");

    private LaterCommands() {}

    /** @param root takes the commands. */
    public static void addTo(final CommandLine root) {
        NAMES.forEach(name -> root.addSubcommand(name, later(name)));
        final CommandLine bench = root.getSubcommands().get("bench");
        BENCHES.forEach(name -> bench.addSubcommand(name, later("bench " + name)));
    }

    private static CommandSpec later(final String name) {
        final Callable<Integer> refusal = () -> {
            throw new UsageException("this build does not have '" + name + "' yet");
        };
        final CommandSpec spec = CommandSpec.wrapWithoutInspection(refusal);
        spec.usageMessage().hidden(true).description("Not in this build yet.");
        spec.parser().unmatchedOptionsArePositionalParams(true);
        return spec.addPositional(
                PositionalParamSpec.builder().arity("0..*").type(List.class).auxiliaryTypes(String.class).build());
    }
}
