package io.ironhoard.dispatcher.launcher;

import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.proto.config.LogSetup;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.config.SharedSettings.LogLevel;
import io.ironhoard.proto.instance.StartRefusedException;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dispatcher's main. Prints one line when it is ready, stops on SIGTERM, and ends with status 0 when it was stopped,
 * 1 when it failed, 2 when a setting is wrong, 3 when it cannot start.
 */
public final class DispatcherMain {
    private static final String LOG_FILE = "logback-dispatcher.xml";
    private static final int STATUS_DONE = 0;
    private static final int STATUS_FAILED = 1;
    private static final long WATCH_INTERVAL_MS = 500;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private DispatcherMain() {}

    /**
     * @param arguments none; everything is a setting.
     */
    public static void main(final String[] arguments) {
        System.exit(new DispatcherMain().run(arguments));
    }

    private int run(final String[] arguments) {
        final DispatcherConfiguration configuration;
        try {
            final Settings settings = Settings.ofProcess(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all());
            LogSetup.install(settings.get(SharedSettings.LOG_LEVEL), LOG_FILE);
            if (arguments.length > 0) {
                throw new StartRefusedException(
                        StartRefusedException.STATUS_USAGE,
                        "the dispatcher takes settings, not '" + arguments[0] + "'");
            }
            configuration = DispatcherConfiguration.conclude(settings);
        } catch (final SettingException e) {
            LogSetup.install(LogLevel.INFO, LOG_FILE);
            e.mistakes().forEach(mistake -> log().error(mistake.sentence()));
            return StartRefusedException.STATUS_USAGE;
        } catch (final StartRefusedException e) {
            return refused(e);
        }
        return runUntilStopped(configuration);
    }

    private int runUntilStopped(final DispatcherConfiguration configuration) {
        final ErrorHandler uncaught = OutOfMemory.ending(e -> log().error("a thread failed", e));
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.onError(error));
        leaveCoresToShards(configuration);
        try (Dispatcher dispatcher = Dispatcher.start(configuration)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> onShutdown(configuration), "shutdown"));
            System.out.println(dispatcher.readyLine());
            return watch(dispatcher, configuration.parentPid());
        } catch (final StartRefusedException e) {
            return refused(e);
        } catch (final RuntimeException e) {
            log().error("the dispatcher failed", e);
            return STATUS_FAILED;
        } finally {
            stopped.countDown();
        }
    }

    /** Before any thread is started: each shard goes to its core by itself, and everything else stays away. */
    private static void leaveCoresToShards(final DispatcherConfiguration configuration) {
        final BitSet cores = configuration.cores().toSet();
        if (!cores.isEmpty() && !CoreAffinity.host().map(host -> host.leave(cores)).orElse(false)) {
            log().warn("the shards' cores {} are not theirs alone: other threads of this process may run there",
                    configuration.cores());
        }
    }

    private int watch(final Dispatcher dispatcher, final long parentPid) {
        final ProcessHandle parent =
                parentPid == 0 ? null : ProcessHandle.of(parentPid).orElse(null);
        try {
            while (!stop.await(WATCH_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                if (!dispatcher.watch()) {
                    log().error("every shard has failed");
                    return STATUS_FAILED;
                }
                if (parentPid != 0 && (parent == null || !parent.isAlive())) {
                    log().info("process {}, which started this one, is gone: stopping", parentPid);
                    return STATUS_DONE;
                }
            }
            log().info("stopping");
            return STATUS_DONE;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return STATUS_FAILED;
        }
    }

    /** On a signal: let the main thread stop everything, then end with status 0 rather than the signal's. */
    private void onShutdown(final DispatcherConfiguration configuration) {
        if (stopped.getCount() == 0) {
            return;
        }
        stop.countDown();
        try {
            final boolean isInTime = stopped.await(2 * configuration.stopMsMax(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(isInTime ? STATUS_DONE : STATUS_FAILED);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int refused(final StartRefusedException refusal) {
        log().error(refusal.getMessage());
        return refusal.exitStatus();
    }

    /** Asked for late: the backend reads its level when the first logger is made. */
    private static Logger log() {
        return LoggerFactory.getLogger(DispatcherMain.class);
    }
}
