package io.ironhoard.deploy.command;

import io.ironhoard.deploy.launch.ServerPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sessions, lobbies and the gateway alone, beside a dispatcher that runs. */
@Command(name = "matchmaking", description = "Run a matchmaking process alone, for operators; its dispatcher must run.")
public final class MatchmakingCommand implements Callable<Integer> {
    @Mixin
    private SettingOptions options;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ServerPlan plan = options.plan();
        return ForegroundProcess.run(plan, plan.matchmaking(), spec.commandLine().getOut());
    }
}
