package io.ironhoard.proto.status;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.GaugeText;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process as its counters file shows it.
 *
 * @param id           a gateway's id, 0 for a dispatcher.
 * @param pid          its process id.
 * @param startedMs    when it started, milliseconds since the Unix epoch.
 * @param replacedMs   when the process started whose file this one replaced, 0 where there was none.
 * @param alive        whether it still runs.
 * @param sections     its shards, or the gateway alone.
 */
public record ProcessReading(
        int id, long pid, long startedMs, long replacedMs, boolean alive, List<SectionReading> sections) {
    /** The kernel counts starts in ticks of a clock of its own. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** Keeps a copy of the sections. */
    public ProcessReading {
        sections = List.copyOf(sections);
    }

    /**
     * @param file a dispatcher's counters.
     * @return the reading.
     * @throws IOException where there is no such file, or its writer died in the middle of a change.
     */
    public static ProcessReading ofDispatcher(final Path file) throws IOException {
        return read(file, ShardGauge.values());
    }

    /**
     * @param file a matchmaking process' counters.
     * @return the reading.
     * @throws IOException where there is no such file, or its writer died in the middle of a change.
     */
    public static ProcessReading ofGateway(final Path file) throws IOException {
        return read(file, GatewayGauge.values());
    }

    /** The sum of the books. */
    public MoveBook.Reading book() {
        long received = 0;
        long accepted = 0;
        long rejected = 0;
        long overloaded = 0;
        long inFlight = 0;
        for (final SectionReading section : sections) {
            received += section.book().received();
            accepted += section.book().accepted();
            rejected += section.book().rejected();
            overloaded += section.book().overloaded();
            inFlight += section.book().inFlight();
        }
        return new MoveBook.Reading(received, accepted, rejected, overloaded, inFlight);
    }

    /**
     * @param label a gauge's label.
     * @return the sum over the sections.
     */
    public long gauge(final String label) {
        return sections.stream().mapToLong(section -> section.gauge(label)).sum();
    }

    private static ProcessReading read(final Path path, final Enum<?>[] gauges) throws IOException {
        try (CountersFile file = CountersFile.open(path)) {
            final List<SectionReading> sections = new ArrayList<>();
            for (int section = 0; section < file.sections(); section++) {
                sections.add(new SectionReading(
                        file.book(section).read(), gauges(file, section, gauges), stuckRules(file, section, gauges)));
            }
            return new ProcessReading(
                    file.id(), file.pid(), file.startedMs(), file.replacedMs(), isAlive(file), sections);
        } catch (final IllegalStateException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Long> gauges(final CountersFile file, final int section, final Enum<?>[] gauges) {
        final Map<String, Long> values = new LinkedHashMap<>();
        for (final Enum<?> gauge : gauges) {
            if (!(gauge instanceof ShardGauge shard && shard.isText())) {
                values.put(label(gauge), file.get(section, gauge));
            }
        }
        return values;
    }

    private static Optional<String> stuckRules(final CountersFile file, final int section, final Enum<?>[] gauges) {
        return gauges[0] instanceof ShardGauge
                ? GaugeText.get(file, section, ShardGauge.STUCK_RULES)
                : Optional.empty();
    }

    private static String label(final Enum<?> gauge) {
        return gauge instanceof ShardGauge shard ? shard.label() : ((GatewayGauge) gauge).label();
    }

    /** A process id is used again: whoever has it now must not have started after the file was made. */
    private static boolean isAlive(final CountersFile file) {
        final Instant made = Instant.ofEpochMilli(file.startedMs());
        return ProcessHandle.of(file.pid())
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> start.isBefore(made.plus(START_TOLERANCE)))
                .isPresent();
    }
}
