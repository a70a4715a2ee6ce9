package io.ironhoard.dispatcher.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * How often a shard has been started: a number in a file, raised before the shard starts and never lost, so that frames
 * made for an earlier life are known. Used by the launcher's thread.
 */
final class EpochFile {
    private static final int LENGTH_MAX = 16;

    private final Path file;

    /**
     * @param folder the instance's folder of epochs.
     * @param shardId the shard.
     */
    EpochFile(final Path folder, final int shardId) {
        file = folder.resolve("shard-" + shardId + ".epoch");
    }

    /**
     * Raise the number by one and keep it.
     *
     * @return the new epoch, 1 at the first start.
     * @throws IOException where the file cannot be read or written, or holds no number.
     */
    int raise() throws IOException {
        final int epoch = read() + 1;
        Files.createDirectories(file.getParent());
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final ByteBuffer text = StandardCharsets.US_ASCII.encode(epoch + "\n");
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return epoch;
    }

    private int read() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        if (Files.size(file) > LENGTH_MAX) {
            throw new IOException(file + " holds no epoch");
        }
        final String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            final int epoch = Integer.parseInt(text);
            if (epoch < 1 || epoch == Integer.MAX_VALUE) {
                throw new NumberFormatException(text);
            }
            return epoch;
        } catch (final NumberFormatException e) {
            throw new IOException(file + " holds no epoch but '" + text + "'", e);
        }
    }
}
