package io.ironhoard.deploy.supervise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last lines that a process printed, bounded in number and length. Any thread. */
final class LastLines {
    private static final int LINES_MAX = 40;
    private static final int LINE_LENGTH_MAX = 2_000;
    private static final int ERRORS_MAX = 10;
    /** A line of a log: time, level, then logger and thread in either order, then the message. */
    private static final Pattern LOGGED = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\S+ +(?<level>[A-Z]+) +(?:\\S+ +\\[[^]]*]|\\[[^]]*] +\\S+):? +(?<message>.*)");

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

    /**
     * What people want to read of the end: the errors that the process logged last, else its last line; without stack traces,
     * and without what a log puts in front of its messages.
     */
    String sentence() {
        final List<String> all = newest(LINES_MAX).stream().filter(LastLines::isReadable).toList();
        final List<String> errors = new ArrayList<>();
        for (final String line : all) {
            final Matcher logged = LOGGED.matcher(line);
            if (logged.matches() && "ERROR".equals(logged.group("level"))) {
                errors.add(logged.group("message").strip());
            }
        }
        if (!errors.isEmpty()) {
            return String.join("\n", errors.subList(Math.max(0, errors.size() - ERRORS_MAX), errors.size()));
        }
        if (all.isEmpty()) {
            return "it said nothing";
        }
        final Matcher last = LOGGED.matcher(all.getLast());
        return last.matches() ? last.group("message").strip() : all.getLast().strip();
    }

    private static boolean isReadable(final String line) {
        return !line.isBlank() && !isStackTrace(line);
    }

    private static boolean isStackTrace(final String line) {
        final String text = line.strip();
        return Character.isWhitespace(line.charAt(0)) && (text.startsWith("at ") || text.startsWith("..."))
                || text.startsWith("Caused by:")
                || text.startsWith("Suppressed:");
    }
}
