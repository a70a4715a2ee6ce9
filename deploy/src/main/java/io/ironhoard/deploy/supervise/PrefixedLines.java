package io.ironhoard.deploy.supervise;

import java.io.PrintStream;

/** Prints lines with their source in front, the bars in one column: {@code dispatcher  | text}. Any thread. */
public final class PrefixedLines implements LineSink {
    private static final int SOURCE_WIDTH = "matchmaking".length();

    private final PrintStream out;

    /** @param out where to print. */
    public PrefixedLines(final PrintStream out) {
        this.out = out;
    }

    @Override
    public void line(final String source, final String text) {
        // One call, one write under the stream's own lock: lines of two processes never mix.
        out.println(format(source, text));
    }

    /**
     * @param source who printed it.
     * @param text   the line.
     * @return both, as they are printed.
     */
    static String format(final String source, final String text) {
        return source + " ".repeat(Math.max(0, SOURCE_WIDTH - source.length())) + " | " + text;
    }
}
