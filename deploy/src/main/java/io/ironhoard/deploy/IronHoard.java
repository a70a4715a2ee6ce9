package io.ironhoard.deploy;

import io.ironhoard.deploy.exit.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line, {@code ironhoard}. */
@Command(name = "ironhoard", description = "An authoritative move server for multiplayer games.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = HelpCommand.class)
public final class IronHoard implements Runnable {
    /** Commands that are designed; those that this build lacks are refused by name. */
    private static final List<String> DESIGNED = List.of("up", "down", "status", "dispatcher", "matchmaking", "replay",
            "bots", "record", "verify", "bench", "rules", "chaos", "simulate", "fork", "journal", "backup", "restore",
            "check", "shards", "top", "drain", "migrate", "profile");

    @Spec
    private CommandSpec spec;

    /**
     * Run one command and exit with its status.
     *
     * @param args the command and its arguments.
     * @see ExitCode
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line with every command of this build.
     *
     * @return ready to execute.
     */
    public static CommandLine commandLine() {
        return new CommandLine(new IronHoard()).setParameterExceptionHandler(IronHoard::refuse);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int refuse(final ParameterException refusal, final String[] args) {
        final CommandLine command = refusal.getCommandLine();
        final PrintWriter err = command.getErr();
        final String wanted = args.length == 0 ? "" : args[0];
        if (DESIGNED.contains(wanted) && !commandLine().getSubcommands().containsKey(wanted)) {
            err.println("ironhoard: this build does not have '" + wanted + "' yet");
            return ExitCode.USAGE;
        }
        err.println(command.getCommandName() + ": " + refusal.getMessage());
        UnmatchedArgumentException.printSuggestions(refusal, err);
        err.println("See 'ironhoard help'.");
        return ExitCode.USAGE;
    }
}
