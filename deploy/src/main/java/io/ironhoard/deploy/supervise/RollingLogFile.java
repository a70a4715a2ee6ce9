package io.ironhoard.deploy.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file of bounded size: when the next line would make it longer than its limit, it becomes {@code NAME.1} in the
 * place of an older one, and a new file begins. So at most twice the limit is on disk. Any thread.
 */
public final class RollingLogFile implements LineSink, AutoCloseable {
    private final Path file;
    private final long sizeBytesMax;
    private OutputStream out;
    private long sizeBytes;

    /**
     * Opens the file, behind what is in it.
     *
     * @param file         the log file; its folder exists.
     * @param sizeBytesMax when it is rolled over, in bytes.
     * @throws IOException where it cannot be opened.
     */
    public RollingLogFile(final Path file, final long sizeBytesMax) throws IOException {
        this.file = file;
        this.sizeBytesMax = sizeBytesMax;
        open();
    }

    @Override
    public synchronized void line(final String source, final String text) {
        final byte[] bytes = (PrefixedLines.format(source, text) + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            if (sizeBytes > 0 && sizeBytes + bytes.length > sizeBytesMax) {
                roll();
            }
            out.write(bytes);
            sizeBytes += bytes.length;
        } catch (final IOException e) {
            // A full disk must not stop the server; what a child says last is kept in memory all the same.
            sizeBytes = 0;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private void roll() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        open();
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        sizeBytes = Files.size(file);
    }
}
