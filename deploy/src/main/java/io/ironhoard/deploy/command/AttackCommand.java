package io.ironhoard.deploy.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Campaigns against a shard and against a gateway. */
@Command(name = "attack", description = "Attack a shard or a gateway, from a seed, and check that honest players notice nothing.", subcommands = {
    AttackShardCommand.class, AttackGatewayCommand.class})
public final class AttackCommand implements Runnable {
    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which: 'attack shard' or 'attack gateway'?");
    }
}
