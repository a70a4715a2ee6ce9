package io.ironhoard.deploy.instance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lock that keeps a second supervisor off a data folder. The kernel frees it with its process, however that ends. */
public final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param file the lock's file; its folder exists.
     * @return the lock, or nothing where somebody has it.
     * @throws IOException where the file cannot be opened.
     */
    public static Optional<InstanceLock> take(final Path file) throws IOException {
        final FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new InstanceLock(channel));
            }
        } catch (final OverlappingFileLockException e) {
            // This very process has it.
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * @param file the lock's file.
     * @return whether a living process has it.
     * @throws IOException where the file cannot be read.
     */
    public static boolean isTaken(final Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        final Optional<InstanceLock> lock = take(file);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
