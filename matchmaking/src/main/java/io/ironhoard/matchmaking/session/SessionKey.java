package io.ironhoard.matchmaking.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The secret that session tokens are signed with, kept in a file: at least 32 bytes (RFC 7518, 3.2). Used at start only.
 */
public final class SessionKey {
    /** The length of a generated key, and the shortest accepted, in bytes. */
    public static final int LENGTH_MIN = 32;
    /** The longest key accepted, in bytes: a longer file is probably something else. */
    public static final int LENGTH_MAX = 1024;

    private SessionKey() {}

    /**
     * Read the key that an operator provides.
     *
     * @param file the key's bytes and nothing else.
     * @return the key.
     * @throws IllegalArgumentException where the file cannot be read or has a length that no key has; the message names it.
     */
    public static byte[] read(final Path file) {
        final byte[] key;
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("session key " + file + " is not a file");
            }
            if (Files.size(file) > LENGTH_MAX) {
                throw new IllegalArgumentException("session key " + file + " is longer than " + LENGTH_MAX + " bytes");
            }
            key = Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new IllegalArgumentException("session key " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (key.length < LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "session key " + file + " has " + key.length + " bytes; at least " + LENGTH_MIN + " are needed");
        }
        return key;
    }

    /**
     * Read an instance's own key, or make it at the first start. Processes that start at once agree on one key: whoever
     * publishes its file first has made it.
     *
     * @param file where the key is kept; its folder is made with mode 0700 where it is missing.
     * @return the key.
     * @throws UncheckedIOException where the folder cannot be written to.
     * @throws IllegalArgumentException as {@link #read} does.
     */
    public static byte[] readOrCreate(final Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make the session key " + file, e);
        }
        return read(file);
    }

    private static void create(final Path file) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final byte[] key = new byte[LENGTH_MIN];
        new SecureRandom().nextBytes(key);
        final Path draft = Files.createTempFile(
                folder,
                file.getFileName() + ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, key);
            // A hard link appears whole or not at all, and never replaces a key that is there.
            Files.createLink(file, draft);
        } catch (final FileAlreadyExistsException e) {
            // Another process was faster: its key counts.
        } finally {
            Arrays.fill(key, (byte) 0);
            Files.deleteIfExists(draft);
        }
    }
}
