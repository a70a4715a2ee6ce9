package io.ironhoard.deploy.supervise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last lines that a process printed, bounded in number and length. Any thread. */
final class LastLines {
    private static final int LINES_MAX = 40;
    private static final int LINE_LENGTH_MAX = 2_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>(LINES_MAX);

    synchronized void add(final String line) {
        if (lines.size() == LINES_MAX) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LINE_LENGTH_MAX ? line.substring(0, LINE_LENGTH_MAX) : line);
    }

    /** @return at most {@code count} of them, the newest last. */
    synchronized List<String> newest(final int count) {
        final List<String> all = new ArrayList<>(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    /** @return the last line that people can read: not a frame of a stack trace, not blank; or "nothing". */
    String sentence() {
        final List<String> all = newest(LINES_MAX);
        for (int i = all.size() - 1; i >= 0; i--) {
            final String line = all.get(i);
            if (!line.isBlank() && !isStackTrace(line)) {
                return line.strip();
            }
        }
        return "it said nothing";
    }

    private static boolean isStackTrace(final String line) {
        final String text = line.strip();
        return Character.isWhitespace(line.charAt(0)) && (text.startsWith("at ") || text.startsWith("..."))
                || text.startsWith("Caused by:")
                || text.startsWith("Suppressed:");
    }
}
