package io.ironhoard.deploy.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is installed, and the check of a move generator. */
@Command(name = "rules", description = "List the installed rule sets, or count a move generator against known numbers.", subcommands = {
    RulesListCommand.class, RulesPerftCommand.class})
public final class RulesCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which: 'rules list' or 'rules perft'?");
    }
}
