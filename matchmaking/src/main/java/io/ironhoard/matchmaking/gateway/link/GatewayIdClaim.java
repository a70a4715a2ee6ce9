package io.ironhoard.matchmaking.gateway.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a gateway's id for this process. Two gateways with one id would write to the same streams and take each other's
 * answers; the operating system lets go of the lock when the process ends, however it ends.
 */
public final class GatewayIdClaim implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private GatewayIdClaim(final FileChannel channel, final FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Claim an id.
     *
     * @param runFolder the instance's folder of run-time files.
     * @param gatewayId the id.
     * @return the claim, to be held as long as the gateway runs.
     * @throws IllegalStateException where another gateway holds it.
     */
    public static GatewayIdClaim acquire(final Path runFolder, final int gatewayId) {
        final Path file = runFolder.resolve("gateway-" + gatewayId + ".lock");
        try {
            Files.createDirectories(runFolder);
            final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("gateway id " + gatewayId + " is in use: another matchmaking process "
                        + "holds " + file + "; give this one another ironhoard.gateway.id");
            }
            return new GatewayIdClaim(channel, lock);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    private static FileLock tryLock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try (FileChannel closing = channel) {
            if (closing.isOpen()) {
                lock.release();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
