package io.ironhoard.matchmaking.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Lets the network's libraries log so many lines a minute and no more, because strangers decide how many connections go
 * wrong. What this project logs itself passes. From any thread.
 */
public final class NoiseFilter extends TurboFilter {
    private static final String LIBRARIES = "io.grpc.";
    private static final long WINDOW_NS = 60_000_000_000L;
    private static final int LINES_MAX_DEFAULT = 20;

    private int linesMax = LINES_MAX_DEFAULT;
    // Guarded by this.
    private long windowStartNs = System.nanoTime();
    private int lines;

    /**
     * @param linesMax the most lines a minute.
     */
    public void setLinesMax(final int linesMax) {
        this.linesMax = linesMax;
    }

    @Override
    public FilterReply decide(
            final Marker marker,
            final Logger logger,
            final Level level,
            final String format,
            final Object[] arguments,
            final Throwable thrown) {
        if (!logger.getName().startsWith(LIBRARIES)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || format == null && thrown == null) {
            return FilterReply.NEUTRAL;
        }
        return mayPass(System.nanoTime()) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private synchronized boolean mayPass(final long nowNs) {
        if (nowNs - windowStartNs >= WINDOW_NS) {
            windowStartNs = nowNs;
            lines = 0;
        }
        return lines++ < linesMax;
    }
}
