package io.ironhoard.deploy.command;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.KnownSettings;
import io.ironhoard.proto.config.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help about everything, about one command, or about the settings. */
@Command(name = "help", description = "Help about a command, or 'help settings' for every setting.")
public final class HelpCommand implements Callable<Integer> {
    private static final String SETTINGS = "settings";

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "A command, or 'settings'.")
    private String[] topic = {};

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final CommandLine root = spec.parent().commandLine();
        final PrintWriter out = spec.commandLine().getOut();
        if (topic.length == 1 && SETTINGS.equals(topic[0])) {
            out.print(Settings.reference(KnownSettings.all().values()));
            out.println();
            out.println(
                    "Each has three spellings: the name in a profile file or with --set, the one in the environment, and"
                            + " for some an option of 'up'. Profiles of this build: "
                            + String.join(", ", Home.ofProcess().profiles()) + ".");
            out.flush();
            return ExitCode.DONE;
        }
        CommandLine command = root;
        for (final String word : topic) {
            final CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UsageException("there is no help on '" + String.join(" ", topic) + "'; see 'ironhoard help'");
            }
            command = next;
        }
        command.usage(out);
        return ExitCode.DONE;
    }
}
