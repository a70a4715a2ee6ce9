package io.ironhoard.proto.status;

import io.ironhoard.proto.counters.MoveBook;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One section of a counters file as it was at one time: a shard's, or a gateway's.
 *
 * @param book   its account of moves.
 * @param gauges its gauges by label, in the order of their layout.
 * @param stuckRules the rule set whose call the shard does not come back from; always empty for a gateway.
 */
public record SectionReading(MoveBook.Reading book, Map<String, Long> gauges, Optional<String> stuckRules) {
    /** Keeps a copy of the gauges, in their order. */
    public SectionReading {
        gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
    }

    /**
     * @param label a gauge's label.
     * @return its value, 0 where the process does not have it.
     */
    public long gauge(final String label) {
        return gauges.getOrDefault(label, 0L);
    }
}
