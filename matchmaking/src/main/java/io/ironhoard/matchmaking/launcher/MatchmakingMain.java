package io.ironhoard.matchmaking.launcher;

import io.ironhoard.matchmaking.config.MatchmakingConfiguration;
import io.ironhoard.matchmaking.config.MatchmakingSettings;
import io.ironhoard.matchmaking.gateway.node.NodeGateway;
import io.ironhoard.proto.config.LogSetup;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.config.SharedSettings.LogLevel;
import io.ironhoard.proto.instance.StartRefusedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The matchmaking process. Takes settings only; prints one line {@code READY {json}} on standard output once it serves,
 * logs to standard error, and stops on SIGTERM, or when the process named by {@code ironhoard.parent.pid} is gone.
 *
 * <p>Exit status: 0 after an orderly stop, 1 after a failure, 2 where a setting is wrong or unsafe, 3 where the server
 * cannot start.
 */
public final class MatchmakingMain {
    private static final String LOG_FILE = "logback-matchmaking.xml";
    private static final int STATUS_DONE = 0;
    private static final int STATUS_FAILED = 1;
    /** What a stop may take beside its draining: connections, the media driver's client, files. */
    private static final long STOP_MS_MAX = 20_000;

    private final Thread main = Thread.currentThread();
    private final CountDownLatch stopped = new CountDownLatch(1);
    // Written before the latch falls, read after.
    private int status = STATUS_FAILED;

    private MatchmakingMain() {}

    /**
     * @param arguments none; everything is a setting.
     */
    public static void main(final String[] arguments) {
        final MatchmakingMain process = new MatchmakingMain();
        process.run(arguments);
        System.exit(process.status);
    }

    private void run(final String[] arguments) {
        try {
            final MatchmakingConfiguration configuration = configure(arguments);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> onShutdown(configuration), "shutdown"));
            status = serve(configuration);
        } catch (final SettingException e) {
            LogSetup.install(LogLevel.INFO, LOG_FILE);
            e.mistakes().forEach(mistake -> log().error(mistake.sentence()));
            status = StartRefusedException.STATUS_USAGE;
        } catch (final StartRefusedException e) {
            log().error(e.getMessage());
            status = e.exitStatus();
        } catch (final RuntimeException e) {
            log().error("the matchmaking process failed", e);
        } finally {
            stopped.countDown();
        }
    }

    private static MatchmakingConfiguration configure(final String[] arguments) throws StartRefusedException {
        final Settings settings = Settings.ofProcess(SettingGroup.Reader.MATCHMAKING, MatchmakingSettings.all());
        LogSetup.install(settings.get(SharedSettings.LOG_LEVEL), LOG_FILE);
        if (arguments.length > 0) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_USAGE,
                    "the matchmaking process takes settings, not '" + arguments[0] + "'");
        }
        return MatchmakingConfiguration.conclude(settings);
    }

    private int serve(final MatchmakingConfiguration configuration) throws StartRefusedException {
        watchParent(configuration.parentPid());
        try (MatchmakingNode node = MatchmakingNode.start(
                configuration,
                (config, counters, records) -> new NodeGateway(config.gateway(), records, counters))) {
            System.out.println(node.readyLine());
            // Until the shutdown hook, or the end of the parent, interrupts it.
            new CountDownLatch(1).await();
        } catch (final InterruptedException e) {
            log().info("stopped");
        }
        return STATUS_DONE;
    }

    private void watchParent(final long pid) {
        if (pid != 0) {
            ProcessHandle.of(pid).ifPresentOrElse(
                    parent -> parent.onExit().thenRun(main::interrupt), main::interrupt);
        }
    }

    /** On a signal: let the main thread stop everything, then end with its status rather than the signal's. */
    private void onShutdown(final MatchmakingConfiguration configuration) {
        if (stopped.getCount() == 0) {
            return;
        }
        main.interrupt();
        try {
            final boolean inTime =
                    stopped.await(configuration.drainMsMax() + STOP_MS_MAX, TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(inTime ? status : STATUS_FAILED);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asked for late: the backend reads its level when the first logger is made. */
    private static Logger log() {
        return LoggerFactory.getLogger(MatchmakingMain.class);
    }
}
