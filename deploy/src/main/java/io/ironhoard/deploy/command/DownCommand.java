package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.instance.InstanceLock;
import io.ironhoard.deploy.instance.RunningUp;
import io.ironhoard.deploy.instance.UpFiles;
import io.ironhoard.deploy.launch.ServerPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the server that {@code up} started, after proving that the process is the one that wrote its description. */
@Command(name = "down", description = "Stop the server of a data folder.")
public final class DownCommand implements Callable<Integer> {
    private static final Duration MARGIN = Duration.ofSeconds(15);

    @Mixin
    private SettingOptions options;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final ServerPlan plan = options.plan();
        final UpFiles files = plan.files();
        final Optional<RunningUp> up = RunningUp.read(files.description());
        final Optional<ProcessHandle> process = up.flatMap(RunningUp::process);
        if (process.isEmpty()) {
            throw new UnreachableException(nothingToStop(files, up));
        }
        final ProcessHandle supervisor = process.get();
        supervisor.destroy();
        final Duration bound = plan.limits().stop().multipliedBy(2).plus(MARGIN);
        try {
            supervisor.onExit().get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            spec.commandLine().getErr().println("ironhoard: the supervisor (pid " + supervisor.pid()
                    + ") has not ended within " + bound.toSeconds() + " s; see " + files.log());
            return ExitCode.CHECK_FAILED;
        }
        spec.commandLine().getOut().println("stopped  data " + files.dataDir());
        return ExitCode.DONE;
    }

    private static String nothingToStop(final UpFiles files, final Optional<RunningUp> up) throws IOException {
        if (InstanceLock.isTaken(files.lock())) {
            return up.isEmpty()
                    ? "a server on " + files.dataDir() + " is being started or stopped; try again"
                    : "the process " + up.get().pid() + " that " + files.description()
                            + " names is not the supervisor that holds " + files.lock() + "; not touched";
        }
        return "no server runs on " + files.dataDir();
    }
}
