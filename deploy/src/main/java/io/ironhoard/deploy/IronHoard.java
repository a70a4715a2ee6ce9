package io.ironhoard.deploy;

import io.ironhoard.deploy.command.AttackCommand;
import io.ironhoard.deploy.command.BenchCommand;
import io.ironhoard.deploy.command.BotsCommand;
import io.ironhoard.deploy.command.DispatcherCommand;
import io.ironhoard.deploy.command.DownCommand;
import io.ironhoard.deploy.command.DrawCommand;
import io.ironhoard.deploy.command.HelpCommand;
import io.ironhoard.deploy.command.LaterCommands;
import io.ironhoard.deploy.command.MatchmakingCommand;
import io.ironhoard.deploy.command.ProfileCommand;
import io.ironhoard.deploy.command.RecordCommand;
import io.ironhoard.deploy.command.ReplayCommand;
import io.ironhoard.deploy.command.RulesCommand;
import io.ironhoard.deploy.command.StatusCommand;
import io.ironhoard.deploy.command.UpCommand;
import io.ironhoard.deploy.command.VerifyCommand;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UnreachableException;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.instance.StartRefusedException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line, {@code ironhoard}. */
@Command(name = "ironhoard", description = "An authoritative move server for multiplayer games.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
    UpCommand.class, DownCommand.class, StatusCommand.class, ReplayCommand.class, BotsCommand.class,
    RecordCommand.class, VerifyCommand.class, DrawCommand.class, RulesCommand.class, AttackCommand.class,
    BenchCommand.class, ProfileCommand.class, DispatcherCommand.class, MatchmakingCommand.class, HelpCommand.class})
public final class IronHoard implements Runnable {
    private static final String SELF = "ironhoard: ";
    private static final String LOG_LEVEL = SharedSettings.LOG_LEVEL.name();

    @Spec
    private CommandSpec spec;

    /**
     * Run one command and exit with its status.
     *
     * @param args the command and its arguments.
     * @see ExitCode
     */
    public static void main(final String[] args) {
        // The command line prints for people; only what is wrong with its libraries belongs beside that.
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line with every command of this build.
     *
     * @return ready to execute.
     */
    public static CommandLine commandLine() {
        final CommandLine root = new CommandLine(new IronHoard());
        LaterCommands.addTo(root);
        return root.setParameterExceptionHandler(IronHoard::refuse)
                .setExecutionExceptionHandler(IronHoard::explain)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int refuse(final ParameterException refusal, final String[] args) {
        final CommandLine command = refusal.getCommandLine();
        final PrintWriter err = command.getErr();
        err.println(SELF + refusal.getMessage());
        UnmatchedArgumentException.printSuggestions(refusal, err);
        err.println("See '" + helpOn(command) + "'.");
        return ExitCode.USAGE;
    }

    private static String helpOn(final CommandLine command) {
        final String name = command.getCommandSpec().qualifiedName();
        final int root = name.indexOf(' ');
        return root < 0 ? "ironhoard help" : "ironhoard help" + name.substring(root);
    }

    /** Known ends get one sentence; anything else is our own fault, and keeps its stack trace. */
    private static int explain(final Exception failure, final CommandLine command, final ParseResult parsed) {
        final PrintWriter err = command.getErr();
        return switch (failure) {
            case UsageException e -> sentence(err, e, ExitCode.USAGE);
            case SettingException e -> sentence(err, e, ExitCode.USAGE);
            case StartRefusedException e -> sentence(err, e, e.exitStatus());
            case UnreachableException e -> sentence(err, e, ExitCode.UNREACHABLE);
            default -> {
                failure.printStackTrace(err);
                yield ExitCode.CHECK_FAILED;
            }
        };
    }

    private static int sentence(final PrintWriter err, final Exception e, final int status) {
        e.getMessage().lines().forEach(line -> err.println(SELF + line));
        return status;
    }
}
