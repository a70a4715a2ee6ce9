package io.ironhoard.deploy.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements, each beside its own floor. */
@Command(name = "bench", description = "Measure one thing, with the floor of the same run beside it.", subcommands = {
    BenchShardCommand.class, BenchArenaCommand.class, BenchPiecesCommand.class, BenchEpsilonCommand.class})
public final class BenchCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "which: 'bench shard', 'bench arena', 'bench pieces' or 'bench epsilon'?");
    }
}
