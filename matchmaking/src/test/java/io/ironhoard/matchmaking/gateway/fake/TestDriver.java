package io.ironhoard.matchmaking.gateway.fake;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ironhoard.proto.ipc.StreamIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** A media driver on one thread with small buffers, in a folder of its own. */
public final class TestDriver implements AutoCloseable {
    private static final int TIGHT_TERM_BYTES = 128 * 1024;
    private static final int TIGHT_WINDOW_MS = 100;
    /** On a busy machine a reader may be held up for seconds that has done nothing wrong. */
    private static final int ROOMY_TERM_BYTES = 2 * 1024 * 1024;

    private static final int ROOMY_WINDOW_MS = 5_000;

    private final Path directory;
    private final int termBytes;
    private final int windowMs;
    private MediaDriver driver;

    private TestDriver(final Path directory, final int termBytes, final int windowMs) {
        this.directory = directory;
        this.termBytes = termBytes;
        this.windowMs = windowMs;
        restart();
    }

    /** With buffers that fill up soon, and readers cut off soon. */
    public static TestDriver launchTight() {
        return launch(TIGHT_TERM_BYTES, TIGHT_WINDOW_MS);
    }

    /** With buffers that hold all that a test writes. */
    public static TestDriver launchRoomy() {
        return launch(ROOMY_TERM_BYTES, ROOMY_WINDOW_MS);
    }

    private static TestDriver launch(final int termBytes, final int windowMs) {
        try {
            final Path memory = Path.of("/dev/shm");
            final Path parent = Files.isDirectory(memory) && Files.isWritable(memory)
                    ? memory
                    : Path.of(System.getProperty("java.io.tmpdir"));
            return new TestDriver(Files.createTempDirectory(parent, "ironhoard-gateway-test-"), termBytes, windowMs);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
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
                .ipcTermBufferLength(termBytes)
                .ipcMtuLength(StreamIds.MESSAGE_LENGTH_MAX + 1024)
                .termBufferSparseFile(true)
                .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(windowMs / 4))
                .untetheredWindowLimitTimeoutNs(TimeUnit.MILLISECONDS.toNanos(windowMs))
                .untetheredRestingTimeoutNs(TimeUnit.MILLISECONDS.toNanos(windowMs)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
