package io.ironhoard.matchmaking.gateway.fake;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ironhoard.proto.ipc.StreamIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** A media driver on one thread with small buffers, in a folder of its own. */
public final class TestDriver implements AutoCloseable {
    public static final int TERM_BYTES = 128 * 1024;
    private static final int WINDOW_LIMIT_MS = 100;

    private final Path directory;
    private MediaDriver driver;

    private TestDriver(final Path directory) {
        this.directory = directory;
        restart();
    }

    public static TestDriver launch() {
        try {
            final Path memory = Path.of("/dev/shm");
            final Path parent = Files.isDirectory(memory) && Files.isWritable(memory)
                    ? memory
                    : Path.of(System.getProperty("java.io.tmpdir"));
            return new TestDriver(Files.createTempDirectory(parent, "ironhoard-gateway-test-"));
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** The same folder, another driver. */
    public void restart() {
        if (driver != null) {
            driver.close();
        }
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .ipcTermBufferLength(TERM_BYTES)
                .ipcMtuLength(StreamIds.MESSAGE_LENGTH_MAX + 1024)
                .termBufferSparseFile(true)
                .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(WINDOW_LIMIT_MS / 4))
                .untetheredWindowLimitTimeoutNs(TimeUnit.MILLISECONDS.toNanos(WINDOW_LIMIT_MS))
                .untetheredRestingTimeoutNs(TimeUnit.MILLISECONDS.toNanos(WINDOW_LIMIT_MS)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
