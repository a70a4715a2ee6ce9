package io.ironhoard.dispatcher.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.IpcLimits;
import io.ironhoard.dispatcher.config.ShardProfile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * The media driver of this node, in the dispatcher's own process: gateways come and go as its clients. Started and closed
 * by the launcher's thread.
 */
public final class EmbeddedDriver implements AutoCloseable {
    /**
     * A limit of a stream has to be moved on long before its window is full: each move is work, and starts the pauses anew. With the
     * shortest terms, of which a window is a mebibyte, a shard that writes more than 800 MB/s waits for it now and then.
     */
    private static final long PARK_NS_MIN = TimeUnit.MICROSECONDS.toNanos(800);
    private static final long PARK_NS_MAX = TimeUnit.MILLISECONDS.toNanos(1);

    private final AeronDirectory directory;
    private final MediaDriver driver;

    private EmbeddedDriver(final AeronDirectory directory, final MediaDriver driver) {
        this.directory = directory;
        this.driver = driver;
    }

    /**
     * Start.
     *
     * @param configuration the dispatcher's configuration.
     * @param errorHandler who is told of the driver's errors, from its threads.
     * @return a running driver.
     * @throws io.ironhoard.dispatcher.config.StartRefusedException where its folder is in use, is something else, or has
     *     too little space.
     */
    public static EmbeddedDriver launch(final DispatcherConfiguration configuration, final ErrorHandler errorHandler) {
        final AeronDirectory directory = new AeronDirectory(configuration.aeronDirectory());
        directory.prepare();
        try {
            directory.requireSpace(configuration.sharedMemoryBytes());
            final MediaDriver driver = MediaDriver.launch(context(configuration).errorHandler(errorHandler));
            directory.closeToOthers();
            return new EmbeddedDriver(directory, driver);
        } catch (final RuntimeException e) {
            directory.delete();
            throw e;
        }
    }

    /** The folder by which clients find this driver. */
    public Path aeronDirectory() {
        return Path.of(driver.aeronDirectoryName());
    }

    /** Stop, and remove the folder. */
    @Override
    public void close() {
        driver.close();
        directory.delete();
    }

    private static MediaDriver.Context context(final DispatcherConfiguration configuration) {
        final IpcLimits ipc = configuration.ipc();
        final long livenessNs = TimeUnit.MILLISECONDS.toNanos(ipc.livenessMs());
        final MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(configuration.aeronDirectory().toString())
                .dirDeleteOnStart(false)
                .dirDeleteOnShutdown(false)
                .warnIfDirectoryExists(false)
                .driverTimeoutMs(ipc.livenessMs())
                .clientLivenessTimeoutNs(livenessNs)
                // A publication may only be unblocked after its owner is known to be dead.
                .publicationUnblockTimeoutNs(livenessNs + livenessNs / 2)
                .ipcTermBufferLength(ipc.termBytes())
                .ipcMtuLength(ipc.mtuBytes())
                .untetheredWindowLimitTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ipc.untetheredWindowMs()))
                .untetheredLingerTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ipc.untetheredWindowMs()))
                .untetheredRestingTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ipc.untetheredRestingMs()))
                // The state of an untethered reader changes on this timer's ticks.
                .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(ipc.untetheredWindowMs()) / 2)
                .counterValuesBufferLength(ipc.counterValuesBytes(configuration.shardCount()))
                .termBufferSparseFile(false)
                .performStorageChecks(true)
                // The space is counted before the start: a small folder that is large enough is no fault.
                .lowStorageWarningThreshold(0)
                .spiesSimulateConnection(false);
        return configuration.profile() == ShardProfile.DEDICATED ? dedicated(context) : shared(context);
    }

    private static MediaDriver.Context shared(final MediaDriver.Context context) {
        return context.threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle());
    }

    /** Sender and receiver have no network here; the conductor moves the limits of every stream. */
    private static MediaDriver.Context dedicated(final MediaDriver.Context context) {
        return context.threadingMode(ThreadingMode.DEDICATED)
                .conductorIdleStrategy(idle())
                .senderIdleStrategy(new SleepingMillisIdleStrategy(10))
                .receiverIdleStrategy(new SleepingMillisIdleStrategy(10));
    }

    private static IdleStrategy idle() {
        return new BackoffIdleStrategy(0, 0, PARK_NS_MIN, PARK_NS_MAX);
    }
}
