package io.ironhoard.perf.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Games whose source is known to hold a move that makes no sense, so that a replay of them does not fail: one a line, the
 * game's number and the ply; empty lines and what follows a {@code #} are passed over.
 */
final class KnownIllegal {
    private static final int LENGTH_MAX = 16 * 1024 * 1024;

    private final Set<String> known = new HashSet<>();

    /** Knows none. */
    KnownIllegal() {}

    /**
     * @param file the list.
     * @throws IOException where it cannot be read.
     * @throws IllegalArgumentException where a line is not two numbers.
     */
    KnownIllegal(final Path file) throws IOException {
        if (Files.size(file) > LENGTH_MAX) {
            throw new IllegalArgumentException(file + " is longer than " + LENGTH_MAX + " bytes");
        }
        for (final String line : Files.readAllLines(file)) {
            final String entry = line.replaceFirst("#.*", "").strip();
            if (entry.matches("\\d+\\s+\\d+")) {
                known.add(entry.replaceAll("\\s+", " "));
            } else if (!entry.isEmpty()) {
                throw new IllegalArgumentException(file + ": '" + line + "' is not a game's number and a ply");
            }
        }
    }

    boolean contains(final int game, final int ply) {
        return known.contains(game + " " + ply);
    }
}
