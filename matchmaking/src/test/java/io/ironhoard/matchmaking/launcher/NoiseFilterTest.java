package io.ironhoard.matchmaking.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class NoiseFilterTest {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @Test
    void shouldLetTheNetworksLibrariesLogSoManyLinesAndNoMore() {
        final NoiseFilter filter = new NoiseFilter();
        filter.setLinesMax(3);
        context.addTurboFilter(filter);
        lines.start();
        final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(lines);

        for (int i = 0; i < 100; i++) {
            context.getLogger("io.grpc.netty.Transport").info("not logged, not counted");
            context.getLogger("io.grpc.netty.Transport").warn("a connection went wrong", new IllegalStateException());
            context.getLogger("io.ironhoard.Something").warn("ours");
        }

        assertThat(lines.list).filteredOn(line -> line.getMessage().equals("ours")).hasSize(100);
        assertThat(lines.list).filteredOn(line -> line.getMessage().equals("a connection went wrong")).hasSize(3);
        assertThat(lines.list).hasSize(103);
    }
}
