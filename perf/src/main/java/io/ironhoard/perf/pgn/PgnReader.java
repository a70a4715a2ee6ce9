package io.ironhoard.perf.pgn;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads the games of a PGN file one after the other: the PGN standard's import format, and what people make of it. Numbers
 * and moves may be torn apart by line ends, comments are brace or semicolon, variations nest, tags may be missing.
 *
 * <p>Single-threaded; holds one game. See the PGN specification of 1994-03-12, section 8.
 */
public final class PgnReader implements Closeable {
    /** The most half-moves kept of a game: more than the 75-move rule allows a real one. */
    public static final int PLIES_MAX = 12_000;
    /** The most tag pairs kept of a game. */
    public static final int TAGS_MAX = 200;
    /** The longest tag value kept, in characters. */
    public static final int TAG_LENGTH_MAX = 1_000;
    /** The most notes kept of a game. */
    public static final int NOTES_MAX = 20;

    private static final Pattern TAG = Pattern.compile("\\[\\s*([A-Za-z0-9_]+)\\s+\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*\\]");
    private static final Pattern TAG_START = Pattern.compile("\\s*\\[\\s*[A-Za-z0-9_]+\\s+\".*");
    private static final Pattern EVENT_START = Pattern.compile("\\[Event\\s+\".*");
    private static final Pattern NUMBERED = Pattern.compile("(?:\\d+)?\\.+(.*)|\\d+");
    private static final Pattern SIGNS = Pattern.compile("[-+=/#~]+|e\\.?p\\.?");
    private static final String WORD_ENDS = "{}();$<>!?*[]\"";

    private final LineSource lines;
    private final Counting counting;
    private String line;
    private int at;
    private int games;
    private boolean inComment;
    private int depth;
    private boolean lineBegins;

    private PgnReader(final LineSource lines, final Counting counting) {
        this.lines = lines;
        this.counting = counting;
    }

    /**
     * Open a file, plain or gzip: its first bytes tell.
     *
     * @param file the file.
     * @return a reader at its first game.
     * @throws IOException where it cannot be read.
     */
    public static PgnReader open(final Path file) throws IOException {
        return read(Files.newInputStream(file));
    }

    /**
     * Read a stream, plain or gzip.
     *
     * @param stream closed with the reader, or here where the beginning cannot be read.
     * @return a reader at its first game.
     * @throws IOException where the stream cannot be read.
     */
    public static PgnReader read(final InputStream stream) throws IOException {
        final Counting counting = new Counting(stream);
        try {
            final InputStream buffered = new BufferedInputStream(counting, 64 * 1024);
            buffered.mark(3);
            final byte[] start = buffered.readNBytes(3);
            final boolean gzip = start.length >= 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
            final boolean mark =
                    start.length == 3 && new String(start, StandardCharsets.UTF_8).charAt(0) == '\uFEFF';
            if (!mark) {
                buffered.reset();
            }
            final InputStream text = gzip ? new GZIPInputStream(buffered, 64 * 1024) : buffered;
            return new PgnReader(
                    new LineSource(new InputStreamReader(text, StandardCharsets.ISO_8859_1)), counting);
        } catch (final IOException e) {
            stream.close();
            throw e;
        }
    }

    /** The bytes of the file read so far, compressed where it is: what a progress bar counts. */
    public long bytesRead() {
        return counting.count;
    }

    /**
     * @return the next game, or empty at the end of the file.
     * @throws IOException where the file cannot be read any further, for example because its compression is broken.
     */
    public Optional<PgnText> next() throws IOException {
        final PgnTextBuilder game = new PgnTextBuilder();
        inComment = false;
        depth = 0;
        while (true) {
            if (line == null) {
                line = lines.next();
                at = 0;
                if (line == null) {
                    return finishAtEnd(game);
                }
                lineBegins = true;
            }
            if (lineBegins && beginLine(game)) {
                return finish(game);
            }
            lineBegins = false;
            if (line != null && readMoves(game)) {
                return finish(game);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Optional<PgnText> finishAtEnd(final PgnTextBuilder game) {
        if (game.isEmpty()) {
            return Optional.empty();
        }
        noteWhatIsOpen(game);
        return finish(game);
    }

    private Optional<PgnText> finish(final PgnTextBuilder game) {
        return Optional.of(game.build(++games));
    }

    private void noteWhatIsOpen(final PgnTextBuilder game) {
        if (inComment) {
            game.note(lines.line(), "a comment is not closed");
        } else if (depth > 0) {
            game.note(lines.line(), "a variation is not closed");
        }
    }

    /** Looks at a line that has just begun. True where it belongs to the next game and this one is over. */
    private boolean beginLine(final PgnTextBuilder game) {
        if (inComment || depth > 0) {
            if (!EVENT_START.matcher(line).matches()) {
                return false;
            }
            noteWhatIsOpen(game);
            return true;
        }
        if (line.startsWith("%")) {
            line = null;
            return false;
        }
        if (!TAG_START.matcher(line).matches()) {
            return false;
        }
        if (game.hasMoves() || game.hasTag("Event") && EVENT_START.matcher(line).matches()) {
            return true;
        }
        readTags(game);
        return false;
    }

    /** Takes the tag pairs from the line's beginning; what follows them is movetext. */
    private void readTags(final PgnTextBuilder game) {
        final Matcher tag = TAG.matcher(line);
        int end = 0;
        while (tag.find(end) && line.substring(end, tag.start()).isBlank()) {
            game.tag(lines.line(), tag.group(1), tag.group(2).replaceAll("\\\\(.)", "$1"));
            end = tag.end();
        }
        if (end == 0) {
            game.note(lines.line(), "a tag cannot be read: " + line.strip());
            line = null;
        } else {
            at = end;
        }
    }

    /** Reads on in the line. True where the game's result was met. */
    private boolean readMoves(final PgnTextBuilder game) {
        while (at < line.length()) {
            final char c = line.charAt(at);
            if (inComment) {
                final int close = line.indexOf('}', at);
                inComment = close < 0;
                at = close < 0 ? line.length() : close + 1;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (c == ';') {
                at = line.length();
            } else if (WORD_ENDS.indexOf(c) >= 0) {
                at++;
                if (readSign(game, c)) {
                    return true;
                }
            } else if (readWord(game)) {
                return true;
            }
        }
        line = null;
        return false;
    }

    private boolean readSign(final PgnTextBuilder game, final char c) {
        switch (c) {
            case '{' -> inComment = true;
            case '(' -> depth++;
            case ')' -> {
                if (depth > 0) {
                    depth--;
                } else {
                    game.note(lines.line(), "a variation is closed that was not open");
                }
            }
            case '$' -> {
                while (at < line.length() && Character.isDigit(line.charAt(at))) {
                    at++;
                }
            }
            case '*' -> {
                if (depth == 0) {
                    game.end(lines.line(), GameResult.UNKNOWN);
                    return true;
                }
            }
            case '<' -> {
                final int close = line.indexOf('>', at);
                at = close < 0 ? at : close + 1;
            }
            case '!', '?', '>' -> {}
            default -> game.note(lines.line(), "a stray '" + c + "'");
        }
        return false;
    }

    private boolean readWord(final PgnTextBuilder game) {
        final int start = at;
        while (at < line.length()
                && WORD_ENDS.indexOf(line.charAt(at)) < 0
                && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        if (depth > 0) {
            return false;
        }
        final String word = line.substring(start, at);
        final Optional<GameResult> result = GameResult.find(word);
        if (result.isPresent()) {
            game.end(lines.line(), result.get());
            return true;
        }
        final Matcher numbered = NUMBERED.matcher(word);
        final String move = numbered.matches() ? numbered.group(1) : word;
        if (move != null && !move.isEmpty() && (move.equals("--") || !SIGNS.matcher(move).matches())) {
            game.move(lines.line(), move);
        }
        return false;
    }

    /** Counts what is read from the file itself, before decompression. */
    private static final class Counting extends FilterInputStream {
        private volatile long count;

        Counting(final InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            final int b = super.read();
            add(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(final byte[] bytes, final int offset, final int length) throws IOException {
            final int n = super.read(bytes, offset, length);
            add(Math.max(0, n));
            return n;
        }

        /** The reading thread alone writes; a progress bar reads from another. */
        private void add(final int n) {
            count = count + n;
        }
    }
}
