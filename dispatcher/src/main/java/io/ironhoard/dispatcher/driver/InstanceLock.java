package io.ironhoard.dispatcher.driver;

import io.ironhoard.proto.instance.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock by which one dispatcher owns a data folder: a file with its pid, locked by the operating system until the
 * process ends in whatever way.
 */
public final class InstanceLock implements AutoCloseable {
    private static final String NAME = "dispatcher.lock";
    private static final int PID_LENGTH_MAX = 20;

    private final FileChannel channel;

    private InstanceLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Take the lock.
     *
     * @param runFolder the instance's folder of run-time files; it is made where it is missing.
     * @return the lock, held until it is closed.
     * @throws StartRefusedException naming the process that holds it, or what is wrong with the folder.
     */
    public static InstanceLock take(final Path runFolder) {
        final Path file = runFolder.resolve(NAME);
        try {
            Files.createDirectories(runFolder);
            final FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (!isLocked(channel)) {
                    throw new StartRefusedException(
                            StartRefusedException.STATUS_CANNOT_START,
                            "a dispatcher is already running on data folder " + runFolder.getParent() + ": pid "
                                    + readPid(channel));
                }
                writePid(channel);
                return new InstanceLock(channel);
            } catch (final StartRefusedException | IOException e) {
                channel.close();
                throw e;
            }
        } catch (final IOException e) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_CANNOT_START, "the data folder cannot be used: " + e, e);
        }
    }

    /** Let the data folder go. */
    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLocked(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            // Another dispatcher of this very process.
            return false;
        }
    }

    private static String readPid(final FileChannel channel) throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(PID_LENGTH_MAX);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static void writePid(final FileChannel channel) throws IOException {
        channel.truncate(0);
        final String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
    }
}
