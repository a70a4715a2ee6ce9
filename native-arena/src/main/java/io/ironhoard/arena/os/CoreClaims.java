package io.ironhoard.arena.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cores that this process holds against others of ours: a locked file for each core, in a folder that all of them know and
 * their user owns. The kernel frees the locks of a process that dies, however it does. Any thread may take claims and close
 * them.
 */
public final class CoreClaims implements AutoCloseable {
    private static final int PID_LENGTH_MAX = 20;
    private static final Path SELF = Path.of("/proc/self");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final List<FileChannel> files = new ArrayList<>();

    private CoreClaims() {}

    /**
     * Claim cores, all or none.
     *
     * @param runDirectory where the files are; made where it is not there.
     * @param cores to hold.
     * @return to be closed when their threads have ended.
     * @throws IllegalArgumentException with a sentence, where a core is held already, and by whom.
     * @throws UncheckedIOException where the files cannot be made, or the folder is not this user's own.
     */
    public static CoreClaims take(final Path runDirectory, final CoreMap cores) {
        final CoreClaims claims = new CoreClaims();
        try {
            Files.createDirectories(runDirectory, OWNER_ONLY);
            requireOwn(runDirectory);
            for (int i = 0; i < cores.size(); i++) {
                claims.add(runDirectory, cores.core(i));
            }
            return claims;
        } catch (final IOException e) {
            claims.close();
            throw new UncheckedIOException(e);
        } catch (final RuntimeException e) {
            claims.close();
            throw e;
        }
    }

    /** Let others have the cores. The files stay: who deletes a locked file lets two processes hold it. */
    @Override
    public void close() {
        for (final FileChannel file : files) {
            try {
                file.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.clear();
    }

    /** In a folder of somebody else's a core's file may be anything, a link to another file as well. */
    private static void requireOwn(final Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(directory).equals(Files.getOwner(SELF))) {
            throw new IOException(directory + " is not a folder of the user of this process");
        }
    }

    private void add(final Path runDirectory, final int core) throws IOException {
        final Path path = runDirectory.resolve("core-" + core + ".lock");
        final FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        files.add(file);
        if (!isLocked(file)) {
            throw new IllegalArgumentException("core " + core + " is held by " + holder(file) + " (" + path + ")");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static boolean isLocked(final FileChannel file) throws IOException {
        try {
            final FileLock lock = file.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(final FileChannel file) throws IOException {
        final ByteBuffer pid = ByteBuffer.allocate(PID_LENGTH_MAX);
        file.read(pid, 0);
        final String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isEmpty() ? "another process" : "process " + text;
    }
}
