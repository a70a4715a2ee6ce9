package io.ironhoard.perf.pgn;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Lines of a text, each at most {@link #LENGTH_MAX} characters: a longer one comes in pieces, so that no file can fill the
 * memory. Single-threaded.
 */
final class LineSource implements Closeable {
    /** The longest piece handed out, in characters. */
    static final int LENGTH_MAX = 64 * 1024;

    private final BufferedReader reader;
    private final StringBuilder piece = new StringBuilder();
    private int line;
    private boolean continues;

    /**
     * @param reader characters that are bytes, as ISO 8859-1 reads them; see {@link #decode}.
     */
    LineSource(final Reader reader) {
        this.reader = new BufferedReader(reader, 64 * 1024);
    }

    /**
     * @return the next line or piece without its end, or {@code null} at the end of the text.
     * @throws IOException where the text cannot be read.
     */
    String next() throws IOException {
        piece.setLength(0);
        boolean any = false;
        final boolean continued = continues;
        continues = false;
        while (true) {
            final int c = reader.read();
            if (c < 0) {
                break;
            }
            any = true;
            if (c == '\n') {
                break;
            }
            if (c == '\r') {
                swallowLineFeed();
                break;
            }
            piece.append((char) c);
            if (piece.length() >= LENGTH_MAX || piece.length() >= LENGTH_MAX / 2 && c == ' ') {
                continues = true;
                break;
            }
        }
        if (any && !continued) {
            line++;
        }
        return any ? piece.toString() : null;
    }

    /** The number of the line that {@link #next} returned last, from 1. */
    int line() {
        return line;
    }

    /**
     * PGN is ISO 8859-1 by its standard and UTF-8 in practice.
     *
     * @param bytes a text whose characters are bytes.
     * @return the text read as UTF-8 where it is that, else unchanged.
     */
    static String decode(final String bytes) {
        if (bytes.chars().allMatch(c -> c < 0x80)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (final CharacterCodingException e) {
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void swallowLineFeed() throws IOException {
        reader.mark(1);
        if (reader.read() != '\n') {
            reader.reset();
        }
    }
}
