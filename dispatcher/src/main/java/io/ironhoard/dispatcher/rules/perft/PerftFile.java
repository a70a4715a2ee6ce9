package io.ironhoard.dispatcher.rules.perft;

import io.ironhoard.dispatcher.rules.chess.ChessPerft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads known counts. Lines are {@code id NAME}, {@code epd POSITION}, {@code perft DEPTH NODES}, or empty; {@code #}
 * begins a comment. An {@code epd} begins a position, which the {@code id} before it names and the {@code perft} lines
 * after it belong to.
 */
public final class PerftFile {
    private final Path file;
    private final List<PerftPosition> positions = new ArrayList<>();
    private final List<PerftPosition.Count> counts = new ArrayList<>();
    private String id = "";
    private String nextId = "";
    private String epd = "";
    private int epdLine;
    private int line;

    private PerftFile(final Path file) {
        this.file = file;
    }

    /**
     * Read a file.
     *
     * @param file the file.
     * @return its positions, each with one count at least.
     * @throws PerftFileException where the file cannot be read, or a line is not understood: names line and fault.
     */
    public static List<PerftPosition> read(final Path file) throws PerftFileException {
        try {
            return new PerftFile(file).parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (final IOException e) {
            throw new PerftFileException(file + ": cannot be read: " + e, e);
        }
    }

    private List<PerftPosition> parse(final List<String> lines) throws PerftFileException {
        for (final String text : lines) {
            line++;
            final String content = text.replaceFirst("#.*", "").strip();
            if (!content.isEmpty()) {
                parseLine(content);
            }
        }
        finishPosition();
        if (!nextId.isEmpty()) {
            throw fault(line, "id '" + nextId + "' has no epd");
        }
        if (positions.isEmpty()) {
            throw new PerftFileException(file + ": holds no position");
        }
        return List.copyOf(positions);
    }

    private void parseLine(final String content) throws PerftFileException {
        final String[] words = content.split("\\s+", 2);
        final String rest = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case "id" -> id(rest);
            case "epd" -> epd(rest);
            case "perft" -> perft(rest);
            default -> throw fault(line, "'" + words[0] + "' is none of id, epd, perft");
        }
    }

    private void id(final String name) throws PerftFileException {
        if (name.isEmpty()) {
            throw fault(line, "id has no name");
        }
        if (!nextId.isEmpty()) {
            throw fault(line, "id '" + nextId + "' has no epd");
        }
        nextId = name;
    }

    private void epd(final String position) throws PerftFileException {
        finishPosition();
        try {
            new ChessPerft(position);
        } catch (final IllegalArgumentException e) {
            throw new PerftFileException(at(line) + "epd " + e.getMessage(), e);
        }
        id = nextId;
        nextId = "";
        epd = position;
        epdLine = line;
    }

    private void perft(final String numbers) throws PerftFileException {
        if (epd.isEmpty()) {
            throw fault(line, "perft comes before any epd");
        }
        if (!nextId.isEmpty()) {
            throw fault(line, "id '" + nextId + "' has no epd");
        }
        final String[] words = numbers.split("\\s+");
        if (words.length != 2) {
            throw fault(line, "perft takes a depth and a number of nodes, not '" + numbers + "'");
        }
        final long depth = number("depth", words[0], ChessPerft.DEPTH_MAX);
        counts.add(new PerftPosition.Count((int) depth, number("nodes", words[1], Long.MAX_VALUE)));
    }

    private long number(final String what, final String text, final long max) throws PerftFileException {
        try {
            final long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw new PerftFileException(at(line) + what + " '" + text + "' is not a whole number up to " + max, e);
        }
        throw fault(line, what + " " + text + " is outside 0.." + max);
    }

    private void finishPosition() throws PerftFileException {
        if (epd.isEmpty()) {
            return;
        }
        if (counts.isEmpty()) {
            throw fault(epdLine, "epd has no perft line");
        }
        positions.add(new PerftPosition(id, epd, counts));
        counts.clear();
        epd = "";
    }

    private PerftFileException fault(final int where, final String what) {
        return new PerftFileException(at(where) + what);
    }

    private String at(final int where) {
        return file + ":" + where + ": ";
    }
}
