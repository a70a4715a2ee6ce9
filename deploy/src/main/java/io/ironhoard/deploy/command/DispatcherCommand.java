package io.ironhoard.deploy.command;

import io.ironhoard.deploy.launch.ServerPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The shards' process alone. */
@Command(name = "dispatcher", description = "Run the dispatcher alone, for operators.")
public final class DispatcherCommand implements Callable<Integer> {
    @Mixin
    private SettingOptions options;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ServerPlan plan = options.plan();
        return ForegroundProcess.run(plan, plan.dispatcher(), spec.commandLine().getOut());
    }
}
