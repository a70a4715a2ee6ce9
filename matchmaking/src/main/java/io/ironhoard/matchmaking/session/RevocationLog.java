package io.ironhoard.matchmaking.session;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sessions that were ended before their tokens expired: a bounded table in memory, and behind it a file that the
 * gateways of one data folder share, so that an ended session stays ended after a restart and at the other gateways.
 *
 * <p>The file is a row of 24-byte entries, big-endian, appended under a lock on a file beside it:
 *
 * <pre>
 *    0                   16          24
 *   +-------------------+-----------+
 *   | session id        | forget at |   milliseconds since the Unix epoch
 *   +-------------------+-----------+
 * </pre>
 *
 * <p>{@link #open} drops forgotten entries by replacing the file; readers see the replacement by its identity and read it
 * from the start. {@link #isRevoked} may be asked from any thread and never blocks; the rest takes a lock and reads and
 * writes files.
 */
public final class RevocationLog {
    private static final int ID_LENGTH = 16;
    private static final int ENTRY_LENGTH = ID_LENGTH + Long.BYTES;

    private final Path file;
    private final Path lockFile;
    private final int countMax;
    private final Map<String, Long> forgetAtMsBySession = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private Object fileKey;
    private long readPosition;

    private RevocationLog(final Path file, final int countMax) {
        this.file = file;
        this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
        this.countMax = countMax;
    }

    /**
     * Read what is there and drop what may be forgotten.
     *
     * @param file the shared file; made where it is missing.
     * @param countMax the most sessions remembered at once.
     * @param nowMs the time, in milliseconds since the Unix epoch.
     * @return the log.
     * @throws UncheckedIOException where the file cannot be read and written.
     */
    public static RevocationLog open(final Path file, final int countMax, final long nowMs) {
        final RevocationLog log = new RevocationLog(file, countMax);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            log.locked(() -> {
                log.readNew(nowMs);
                log.rewriteIfKnown();
                return null;
            });
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot keep ended sessions in " + file, e);
        }
        return log;
    }

    /**
     * End a session.
     *
     * @param sessionId the session, 32 hexadecimal digits.
     * @param forgetAtMs from when on none of its tokens can be valid any more, in milliseconds since the Unix epoch.
     * @param nowMs the time, in milliseconds since the Unix epoch.
     * @throws RefusedException SESSIONS_FULL where no more can be remembered: the session goes on.
     * @throws UncheckedIOException where the file cannot be written: the session is ended here, but perhaps not elsewhere.
     */
    void revoke(final String sessionId, final long forgetAtMs, final long nowMs) {
        try {
            locked(() -> {
                makeRoom(nowMs);
                forgetAtMsBySession.put(sessionId, forgetAtMs);
                append(sessionId, forgetAtMs);
                return null;
            });
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot note an ended session in " + file, e);
        }
    }

    /**
     * @param sessionId the session.
     * @return whether it was ended.
     */
    boolean isRevoked(final String sessionId) {
        return forgetAtMsBySession.containsKey(sessionId);
    }

    /**
     * Learn what other gateways ended, and forget what expired. Called now and then, on a thread that may block.
     *
     * @param nowMs the time, in milliseconds since the Unix epoch.
     * @throws UncheckedIOException where the file cannot be read.
     */
    public void refresh(final long nowMs) {
        lock.lock();
        try {
            forget(nowMs);
            readNew(nowMs);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read ended sessions from " + file, e);
        } finally {
            lock.unlock();
        }
    }

    private interface FileWork {
        Void run() throws IOException;
    }

    private void locked(final FileWork work) throws IOException {
        lock.lock();
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var fileLock = channel.lock()) {
            Objects.requireNonNull(fileLock);
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(final long nowMs) throws IOException {
        forget(nowMs);
        if (Files.notExists(file) || Files.size(file) >= 2L * countMax * ENTRY_LENGTH) {
            readNew(nowMs);
            rewriteIfKnown();
        }
        if (forgetAtMsBySession.size() >= countMax) {
            throw new RefusedException(
                    ResultCode.SESSIONS_FULL,
                    "the server remembers " + countMax + " ended sessions already; the token expires by itself");
        }
    }

    private void forget(final long nowMs) {
        forgetAtMsBySession.values().removeIf(forgetAtMs -> forgetAtMs <= nowMs);
    }

    private void readNew(final long nowMs) throws IOException {
        final Object keyNow;
        try {
            keyNow = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (final NoSuchFileException e) {
            return;
        }
        if (!Objects.equals(keyNow, fileKey)) {
            fileKey = keyNow;
            readPosition = 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer entry = ByteBuffer.allocate(ENTRY_LENGTH);
            final byte[] id = new byte[ID_LENGTH];
            while (channel.size() - readPosition >= ENTRY_LENGTH && forgetAtMsBySession.size() < countMax) {
                entry.clear();
                while (entry.hasRemaining() && channel.read(entry, readPosition + entry.position()) > 0) {
                    // A short read goes on where it stopped.
                }
                entry.flip().get(id);
                final long forgetAtMs = entry.getLong();
                if (forgetAtMs > nowMs) {
                    forgetAtMsBySession.put(HexFormat.of().formatHex(id), forgetAtMs);
                }
                readPosition += ENTRY_LENGTH;
            }
        }
    }

    private void append(final String sessionId, final long forgetAtMs) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            writeFully(channel, entry(sessionId, forgetAtMs));
            channel.force(false);
        }
    }

    /** Not where the table was too small for what the file says: nothing may be lost. */
    private void rewriteIfKnown() throws IOException {
        if (Files.exists(file) && Files.size(file) - readPosition >= ENTRY_LENGTH) {
            return;
        }
        final Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (final Map.Entry<String, Long> each : forgetAtMsBySession.entrySet()) {
                writeFully(channel, entry(each.getKey(), each.getValue()));
            }
            channel.force(false);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        readPosition = Files.size(file);
    }

    private static void writeFully(final FileChannel channel, final ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer entry(final String sessionId, final long forgetAtMs) {
        return ByteBuffer.allocate(ENTRY_LENGTH)
                .put(HexFormat.of().parseHex(sessionId))
                .putLong(forgetAtMs)
                .flip();
    }
}
