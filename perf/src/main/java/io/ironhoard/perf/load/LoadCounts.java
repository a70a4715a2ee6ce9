package io.ironhoard.perf.load;

import java.util.Map;
import java.util.TreeMap;

/** What is counted while players play. Owned by the loop; others ask for a {@link #snapshot} there. */
final class LoadCounts {
    private static final int CODES = 1_000;

    long submitted;
    long accepted;
    long rejected;
    long overloaded;
    long events;
    long heads;
    long matches;
    long matchesEnded;
    int seated;
    /** Tables with a match that is opened or played. */
    int busyTables;
    /** When the last answer came, by {@link System#nanoTime}. */
    long lastAnswerNs;

    private final long[] rejectedByCode = new long[CODES];

    /** The counts at one moment. */
    record Snapshot(
            long submitted,
            long accepted,
            long rejected,
            long overloaded,
            long events,
            long heads,
            long matches,
            long matchesEnded,
            int seated,
            int busyTables,
            long lastAnswerNs,
            Map<Integer, Long> rejectedByCode) {

        long unanswered() {
            return submitted - accepted - rejected - overloaded;
        }
    }

    void rejected(final int code) {
        rejected++;
        rejectedByCode[Math.clamp(code, 0, CODES - 1)]++;
    }

    Snapshot snapshot() {
        final Map<Integer, Long> byCode = new TreeMap<>();
        for (int code = 0; code < CODES; code++) {
            if (rejectedByCode[code] != 0) {
                byCode.put(code, rejectedByCode[code]);
            }
        }
        return new Snapshot(
                submitted, accepted, rejected, overloaded, events, heads, matches, matchesEnded, seated,
                busyTables, lastAnswerNs, byCode);
    }
}
