package io.ironhoard.dispatcher.driver;

import io.aeron.CncFileDescriptor;
import io.ironhoard.proto.instance.StartRefusedException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import static io.ironhoard.proto.instance.StartRefusedException.STATUS_CANNOT_START;

/**
 * The media driver's folder before the driver has it: cleared of what a dead driver left, refused where a living one
 * uses it or where it is something else, made for its owner alone.
 */
final class AeronDirectory {
    /** Clocks of process starts tick in hundredths of a second. */
    private static final long START_TOLERANCE_MS = 2_000;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    /**
     * @param directory the folder.
     */
    AeronDirectory(final Path directory) {
        this.directory = directory;
    }

    /**
     * Make the folder ready.
     *
     * @throws StartRefusedException with a sentence, where it cannot be.
     */
    void prepare() {
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                clear();
            }
            Files.createDirectories(directory.getParent());
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (final IOException e) {
            throw refused("the media driver's folder " + directory + " cannot be made: " + e, e);
        }
    }

    /**
     * Refuse a file system that is too small.
     *
     * @param needBytes what driver and streams take.
     * @throws StartRefusedException with both numbers.
     */
    void requireSpace(final long needBytes) {
        final long freeBytes;
        try {
            freeBytes = Files.getFileStore(directory).getUsableSpace();
        } catch (final IOException e) {
            throw refused("the free space of " + directory + " cannot be read: " + e, e);
        }
        if (freeBytes < needBytes) {
            throw refused(
                    "the media driver's folder " + directory + " has " + freeBytes + " bytes free, but " + needBytes
                            + " are needed; make the file system larger, or lower ironhoard.ipc.term.bytes,"
                            + " ironhoard.gateway.count.max or ironhoard.shard.count",
                    null);
        }
    }

    /**
     * Close the folder to everyone but its owner: the driver makes it anew with the permissions of its user's habits.
     * Called before there is any stream in it.
     *
     * @throws StartRefusedException where the file system has no such permissions.
     */
    void closeToOthers() {
        try {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (final IOException | UnsupportedOperationException e) {
            throw refused("the media driver's folder " + directory + " cannot be closed to others: " + e, e);
        }
    }

    /** Remove the folder, after the driver has closed. */
    void delete() {
        IoUtil.delete(directory.toFile(), true);
    }

    private void clear() throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("the media driver's folder " + directory + " is there and is no folder", null);
        }
        final Path cnc = directory.resolve(CncFileDescriptor.CNC_FILE);
        if (!Files.exists(cnc)) {
            requireEmpty();
        } else {
            requireDead(cnc);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            final List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (final Path file : leavesFirst) {
                Files.delete(file);
            }
        }
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw refused(
                        "the media driver's folder " + directory + " holds files that are no media driver's;"
                                + " it is not cleared: name another one with ironhoard.aeron.dir",
                        null);
            }
        }
    }

    private void requireDead(final Path cnc) throws IOException {
        final long pid;
        final long startedMs;
        try (FileChannel channel = FileChannel.open(cnc, StandardOpenOption.READ)) {
            if (channel.size() < CncFileDescriptor.META_DATA_LENGTH) {
                return;
            }
            final MappedByteBuffer mapped =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, CncFileDescriptor.META_DATA_LENGTH);
            final UnsafeBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
            pid = CncFileDescriptor.pid(metaData);
            startedMs = CncFileDescriptor.startTimestampMs(metaData);
            IoUtil.unmap(mapped);
        }
        if (isAlive(pid, startedMs)) {
            throw refused("a media driver is already running in " + directory + ": pid " + pid, null);
        }
    }

    /** A process that began after the driver wrote its file has only inherited the number. */
    private static boolean isAlive(final long pid, final long driverStartedMs) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElse(Long.MIN_VALUE) <= driverStartedMs + START_TOLERANCE_MS)
                .isPresent();
    }

    private static StartRefusedException refused(final String sentence, final Throwable cause) {
        return new StartRefusedException(STATUS_CANNOT_START, sentence, cause);
    }
}
