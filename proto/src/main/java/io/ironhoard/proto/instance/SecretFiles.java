package io.ironhoard.proto.instance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read: mode 0600, and refused where they are more open than that. */
public final class SecretFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int LENGTH_MAX = 4096;

    private SecretFiles() {}

    /**
     * Read a secret, or make one of random bytes where there is none yet. Two processes that do so at once end with the
     * same secret.
     *
     * @param file where it is kept.
     * @param length how many bytes a new one has, and any at least.
     * @return the secret.
     * @throws IOException where it cannot be read or written, is too short, or others may read it.
     */
    public static byte[] readOrCreate(final Path file, final int length) throws IOException {
        if (!Files.exists(file)) {
            final byte[] fresh = new byte[length];
            new SecureRandom().nextBytes(fresh);
            try {
                write(file, fresh);
                return fresh;
            } catch (final FileAlreadyExistsException e) {
                return read(file, length);
            }
        }
        return read(file, length);
    }

    /**
     * Read a secret.
     *
     * @param file where it is kept.
     * @param lengthMin how many bytes it must have.
     * @return the secret.
     * @throws IOException where it cannot be read, is too short, or others may read it.
     */
    public static byte[] read(final Path file, final int lengthMin) throws IOException {
        final Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(mode)) {
            throw new IOException(
                    file + " may be read by others (" + PosixFilePermissions.toString(mode) + "): make it mode 0600");
        }
        final long size = Files.size(file);
        if (size < lengthMin || size > LENGTH_MAX) {
            throw new IOException(file + " has " + size + " bytes; a secret has " + lengthMin + " to " + LENGTH_MAX);
        }
        return Files.readAllBytes(file);
    }

    /**
     * Write a new secret, whole or not at all: no reader ever sees a part of it.
     *
     * @param file where; its folder is made where it is missing.
     * @param secret what.
     * @throws FileAlreadyExistsException where there is one already.
     * @throws IOException where it cannot be written.
     */
    public static void write(final Path file, final byte[] secret) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        final Path fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            final ByteBuffer bytes = ByteBuffer.wrap(secret);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        try {
            Files.createLink(file, fresh);
        } finally {
            Files.delete(fresh);
        }
    }
}
