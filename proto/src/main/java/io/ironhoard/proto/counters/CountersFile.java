package io.ironhoard.proto.counters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A memory-mapped file of a process's counters.
 *
 * <pre>
 *     0   magic "IHCOUNT", 0x01
 *     8   pid, int64
 *    16   the process's start, milliseconds since the Unix epoch
 *    24   heartbeat, milliseconds since the Unix epoch
 *    32   id: a gateway's id, 0 for a dispatcher
 *    36   sections: shards of a dispatcher, 1 for a gateway
 *    40   gauges in each section
 *    48   the start of the process whose file this one replaced, as above; 0 where there was none
 *   128   sections of {@link #sectionLength} bytes: a MoveBook, then the gauges, 8 bytes each
 * </pre>
 *
 * <p>Numbers have the machine's byte order: the file is read on the machine that wrote it. One process writes, any
 * process reads; each gauge has one writing thread.
 */
public final class CountersFile implements AutoCloseable {
    private static final long MAGIC = 0x0154_4E55_4F43_4849L;
    private static final int PID = 8;
    private static final int STARTED = 16;
    private static final int HEARTBEAT = 24;
    private static final int ID = 32;
    private static final int SECTIONS = 36;
    private static final int GAUGES = 40;
    private static final int REPLACED = 48;
    private static final int HEADER = 128;
    private static final int ALIGNMENT = 128;

    private final MappedByteBuffer mapped;
    private final AtomicBuffer buffer;

    private CountersFile(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Make the file anew, for the process that will write it.
     *
     * @param file where; its folder is made where it is missing, and a file there before is replaced.
     * @param id a gateway's id, 0 for a dispatcher.
     * @param sections how many sections.
     * @param gauges how many gauges in each.
     * @return the file, ready to be written.
     */
    public static CountersFile create(final Path file, final int id, final int sections, final int gauges) {
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            final MappedByteBuffer mapped =
                    IoUtil.mapNewFile(fresh.toFile(), HEADER + (long) sections * sectionLength(gauges));
            final CountersFile created = new CountersFile(mapped);
            created.buffer.putLong(PID, ProcessHandle.current().pid());
            created.buffer.putLong(STARTED, System.currentTimeMillis());
            created.buffer.putInt(ID, id);
            created.buffer.putInt(SECTIONS, sections);
            created.buffer.putInt(GAUGES, gauges);
            created.buffer.putLong(REPLACED, startOf(file));
            created.heartbeat(System.currentTimeMillis());
            created.buffer.putLongVolatile(0, MAGIC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return created;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot make " + file, e);
        }
    }

    /**
     * Open a file that a process wrote or is writing.
     *
     * @param file where.
     * @return the file, to be read only.
     * @throws IOException where there is none, or it is something else.
     */
    public static CountersFile open(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = channel.size();
            if (length < HEADER || length > Integer.MAX_VALUE) {
                throw new IOException(file + " is not a counters file");
            }
            final CountersFile opened =
                    new CountersFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
            final long need = HEADER + (long) opened.sections() * sectionLength(opened.gauges());
            if (opened.buffer.getLongVolatile(0) != MAGIC || length < need) {
                opened.close();
                throw new IOException(file + " is not a counters file of this version");
            }
            return opened;
        }
    }

    /**
     * @param gauges how many gauges a section has.
     * @return its bytes, whole pairs of cache lines so that no two sections share one.
     */
    static int sectionLength(final int gauges) {
        final int length = MoveBook.LENGTH + gauges * Long.BYTES;
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The process that wrote the file. */
    public long pid() {
        return buffer.getLong(PID);
    }

    /** When it started, milliseconds since the Unix epoch. */
    public long startedMs() {
        return buffer.getLong(STARTED);
    }

    /** When it last said that it lives, milliseconds since the Unix epoch. */
    public long heartbeatMs() {
        return buffer.getLongVolatile(HEARTBEAT);
    }

    /** When the process started whose file this one replaced, milliseconds since the Unix epoch; 0 for none. */
    public long replacedMs() {
        return buffer.getLong(REPLACED);
    }

    /** A gateway's id, 0 for a dispatcher. */
    public int id() {
        return buffer.getInt(ID);
    }

    /** How many sections there are. */
    public int sections() {
        return buffer.getInt(SECTIONS);
    }

    /** How many gauges each section has: fewer than this build knows where an older one wrote it. */
    public int gauges() {
        return buffer.getInt(GAUGES);
    }

    /**
     * Say that the process lives.
     *
     * @param nowMs milliseconds since the Unix epoch.
     */
    public void heartbeat(final long nowMs) {
        buffer.putLongRelease(HEARTBEAT, nowMs);
    }

    /**
     * @param section from 0.
     * @return the section's book; hold on to it where you write.
     */
    public MoveBook book(final int section) {
        return new MoveBook(buffer, sectionOffset(section));
    }

    /**
     * @param section from 0.
     * @param gauge the gauge's ordinal.
     * @param value its new value.
     */
    public void set(final int section, final Enum<?> gauge, final long value) {
        buffer.putLongRelease(gaugeOffset(section, gauge.ordinal()), value);
    }

    /**
     * Add to a gauge that the calling thread alone writes.
     *
     * @param section from 0.
     * @param gauge the gauge.
     * @param delta what to add.
     */
    public void add(final int section, final Enum<?> gauge, final long delta) {
        final int offset = gaugeOffset(section, gauge.ordinal());
        buffer.putLongRelease(offset, buffer.getLong(offset) + delta);
    }

    /**
     * Add to a gauge that several threads write.
     *
     * @param section from 0.
     * @param gauge the gauge.
     * @param delta what to add.
     */
    public void addShared(final int section, final Enum<?> gauge, final long delta) {
        buffer.getAndAddLong(gaugeOffset(section, gauge.ordinal()), delta);
    }

    /**
     * @param section from 0.
     * @param gauge the gauge.
     * @return its value; 0 where the writer did not know it yet.
     */
    public long get(final int section, final Enum<?> gauge) {
        return gauge.ordinal() < gauges() ? buffer.getLongVolatile(gaugeOffset(section, gauge.ordinal())) : 0;
    }

    /** Unmap, once every thread that wrote has stopped. The file stays, for whoever wants to know how it ended. */
    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }

    private static long startOf(final Path file) {
        try (CountersFile earlier = open(file)) {
            return earlier.startedMs();
        } catch (final IOException e) {
            // None, or one of another version: nobody's account goes on here.
            return 0;
        }
    }

    private int sectionOffset(final int section) {
        if (section < 0 || section >= sections()) {
            throw new IndexOutOfBoundsException("section " + section + " of " + sections());
        }
        return HEADER + section * sectionLength(gauges());
    }

    private int gaugeOffset(final int section, final int gauge) {
        if (gauge >= gauges()) {
            throw new IndexOutOfBoundsException("gauge " + gauge + " of " + gauges());
        }
        return sectionOffset(section) + MoveBook.LENGTH + gauge * Long.BYTES;
    }
}
