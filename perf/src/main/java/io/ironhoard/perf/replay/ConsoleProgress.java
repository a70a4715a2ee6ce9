package io.ironhoard.perf.replay;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress to people: a bar on a terminal, a plain line every few seconds elsewhere. Single-threaded. */
public final class ConsoleProgress implements ProgressListener, AutoCloseable {
    private static final double LINE_SECONDS = 5;
    private static final int UPDATE_MS = 250;

    private final Consumer<String> lines;
    private final ProgressBar bar;
    private double nextLineSeconds = LINE_SECONDS;

    private ConsoleProgress(final Consumer<String> lines, final ProgressBar bar) {
        this.lines = lines;
        this.bar = bar;
    }

    /**
     * A bar.
     *
     * @param terminal where to draw it.
     * @return the progress, to be closed.
     */
    public static ConsoleProgress bar(final PrintStream terminal) {
        final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("replay")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(1)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setConsumer(new ConsoleProgressBarConsumer(terminal))
                .hideEta()
                .build();
        return new ConsoleProgress(line -> {}, bar);
    }

    /**
     * Plain lines.
     *
     * @param lines takes each.
     * @return the progress.
     */
    public static ConsoleProgress lines(final Consumer<String> lines) {
        return new ConsoleProgress(lines, null);
    }

    @Override
    public void at(
            final long bytesDone,
            final long bytesTotal,
            final long games,
            final long gamesFailed,
            final long moves,
            final double seconds) {
        final String text = String.format(
                Locale.ROOT,
                "%,d games, %,d failed, %,d moves, %,.0f moves/s",
                games,
                gamesFailed,
                moves,
                seconds == 0 ? 0 : moves / seconds);
        if (bar != null) {
            bar.maxHint(bytesTotal);
            bar.stepTo(bytesDone);
            bar.setExtraMessage(" " + text);
        } else if (seconds >= nextLineSeconds) {
            nextLineSeconds = seconds + LINE_SECONDS;
            final long percent = bytesTotal == 0 ? 100 : 100 * bytesDone / bytesTotal;
            lines.accept("replay: " + percent + " % done, " + text);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
