package io.ironhoard.dispatcher.record;

import io.ironhoard.dispatcher.config.RecordLimits;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.record.RecordFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The folder of finished records: a record is there whole or not at all, is never replaced, and is deleted when it is too
 * old or the folder too large. Owned by one thread; gateways read the files.
 */
final class RecordStore {
    private static final String TEMPORARY = ".tmp";

    private final InstanceLayout layout;
    private final long ageMsMax;
    private final long bytesMax;
    /** What the last sweep found and was written since. */
    private long bytes;
    /** The time of the oldest record that the last sweep left. */
    private long oldestMs;

    /** One file of the store. */
    private record Entry(Path file, long timeMs, long bytes) {}

    /**
     * @param layout the instance's folders.
     * @param limits age and size.
     */
    RecordStore(final InstanceLayout layout, final RecordLimits limits) {
        this.layout = layout;
        ageMsMax = TimeUnit.SECONDS.toMillis(limits.ageSMax());
        bytesMax = limits.storeBytesMax();
    }

    /**
     * Make the folder, remove half-written files of an earlier process, and sweep.
     *
     * @param nowMs the time.
     * @return how many records were deleted.
     * @throws IOException where the folder cannot be used.
     */
    int open(final long nowMs) throws IOException {
        Files.createDirectories(layout.records());
        visit((file, attributes) -> {
            if (file.getFileName().toString().endsWith(TEMPORARY)) {
                Files.delete(file);
            }
        });
        return sweep(nowMs);
    }

    /** Bytes of records, as far as this process knows. */
    long bytes() {
        return bytes;
    }

    /**
     * File a record.
     *
     * @param matchId the match.
     * @param record its bytes.
     * @return false where the match has a record already, which is kept.
     * @throws IOException where it cannot be written; nothing is left behind.
     */
    boolean write(final MatchId matchId, final byte[] record) throws IOException {
        final Path file = layout.record(matchId);
        if (Files.exists(file)) {
            return false;
        }
        final Path folder = file.getParent();
        Files.createDirectories(folder);
        final Path temporary = folder.resolve(file.getFileName() + TEMPORARY);
        try {
            writeWhole(temporary, record);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            deleteQuietly(temporary, e);
            throw e;
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        bytes += record.length;
        return true;
    }

    /**
     * Whether {@link #sweep} would find anything to delete.
     *
     * @param nowMs the time.
     * @return true where a limit is passed.
     */
    boolean needsSweep(final long nowMs) {
        return bytes > bytesMax || nowMs - oldestMs > ageMsMax;
    }

    /**
     * Delete what is too old, then the oldest until the rest fits with a tenth to spare.
     *
     * @param nowMs the time.
     * @return how many records were deleted.
     * @throws IOException where the folder cannot be read, or a record not deleted.
     */
    int sweep(final long nowMs) throws IOException {
        final List<Entry> entries = new ArrayList<>();
        visit((file, attributes) -> {
            if (file.getFileName().toString().endsWith(RecordFormat.EXTENSION)) {
                entries.add(new Entry(file, attributes.lastModifiedTime().toMillis(), attributes.size()));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::timeMs));
        bytes = entries.stream().mapToLong(Entry::bytes).sum();
        final long bytesGoal = bytes > bytesMax ? bytesMax - bytesMax / 10 : bytesMax;
        oldestMs = nowMs;
        int deleted = 0;
        for (final Entry entry : entries) {
            if (nowMs - entry.timeMs() <= ageMsMax && bytes <= bytesGoal) {
                oldestMs = entry.timeMs();
                break;
            }
            Files.deleteIfExists(entry.file());
            bytes -= entry.bytes();
            deleted++;
        }
        return deleted;
    }

    private static void writeWhole(final Path file, final byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static void deleteQuietly(final Path file, final IOException fault) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            fault.addSuppressed(e);
        }
    }

    private interface FileAction {
        void accept(Path file, BasicFileAttributes attributes) throws IOException;
    }

    private void visit(final FileAction action) throws IOException {
        Files.walkFileTree(layout.records(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                action.accept(file, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
