package io.ironhoard.perf.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run found. docs/BOTS.md says what each field means.
 *
 * @param players how many played.
 * @param moves what became of the moves.
 * @param matches the matches, and what was checked of them.
 * @param seconds from the first planned move to the last, or to the last answer where that came later.
 * @param latency from a move's intended time to its answer.
 * @param delivery from a move's intended time to its event at another seat.
 * @param lateness from a move's intended time until it was sent, where only this client could delay it.
 * @param generatorCpuS processor time of this process in the measured time.
 * @param serverCpuS the same of the server's processes by name; empty where they are not known.
 * @param interrupted it was stopped before its time.
 * @param errorCount how many violations there were.
 * @param errors the first of them.
 */
public record LoadSummary(
        int players,
        Moves moves,
        Matches matches,
        double seconds,
        TimesUs latency,
        TimesUs delivery,
        TimesUs lateness,
        double generatorCpuS,
        Map<String, Double> serverCpuS,
        boolean interrupted,
        long errorCount,
        List<String> errors) {

    /**
     * What became of the moves.
     *
     * @param submitted sent, resignations included.
     * @param accepted of these.
     * @param rejected of these.
     * @param overloaded of these.
     * @param unanswered of these.
     * @param planned moves that were due, without the giving up.
     * @param skipped of these, not submitted.
     * @param rejectedByCode the rejected ones by result code.
     */
    public record Moves(
            long submitted, long accepted, long rejected, long overloaded, long unanswered, long planned, long skipped,
            Map<Integer, Long> rejectedByCode) {}

    /**
     * Matches, and what was checked of them.
     *
     * @param begun how many.
     * @param ended of these, in order, for every seat.
     * @param events received by all seats.
     * @param heads computed anew and found equal.
     * @param reveals matches that hold against their revealed seed.
     */
    public record Matches(long begun, long ended, long events, long heads, long reveals) {}

    /**
     * Times in microseconds.
     *
     * @param p50 the median.
     * @param p99 the 99th percentile.
     * @param p999 the 99.9th percentile.
     * @param max the longest.
     */
    public record TimesUs(double p50, double p99, double p999, double max) {
        private static final double NS_PER_US = 1_000;
        private static final double P50 = 50;
        private static final double P99 = 99;
        private static final double P999 = 99.9;

        static TimesUs of(final Histogram ns) {
            return new TimesUs(
                    ns.getValueAtPercentile(P50) / NS_PER_US,
                    ns.getValueAtPercentile(P99) / NS_PER_US,
                    ns.getValueAtPercentile(P999) / NS_PER_US,
                    ns.getMaxValue() / NS_PER_US);
        }

        private void put(final ObjectNode node) {
            node.put("p50", p50).put("p99", p99).put("p999", p999).put("max", max);
        }
    }

    /** Whether everything was as it must be, and every move answered. */
    public boolean ok() {
        return errorCount == 0 && moves.unanswered == 0;
    }

    /** Moves accepted a second. */
    public double movesPerSecond() {
        return seconds == 0 ? 0 : Math.round(moves.accepted / seconds * 10) / 10.0;
    }

    /** The summary as {@code bots --json} prints it. */
    public ObjectNode toJson() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("players", players)
                .put("submitted", moves.submitted)
                .put("accepted", moves.accepted)
                .put("rejected", moves.rejected)
                .put("overloaded", moves.overloaded)
                .put("unanswered", moves.unanswered)
                .put("events_received", matches.events)
                .put("seconds", Math.round(seconds * 1_000) / 1_000.0)
                .put("moves_per_s", movesPerSecond());
        latency.put(json.putObject("latency_us"));
        final ArrayNode list = json.putArray("errors");
        errors.forEach(list::add);
        json.put("errors_count", errorCount)
                .put("interrupted", interrupted)
                .put("planned", moves.planned)
                .put("skipped", moves.skipped)
                .put("matches", matches.begun)
                .put("matches_ended", matches.ended)
                .put("heads_verified", matches.heads)
                .put("reveals_verified", matches.reveals);
        lateness.put(json.putObject("lateness_us"));
        delivery.put(json.putObject("delivery_us"));
        final ObjectNode byCode = json.putObject("rejected_by_code");
        moves.rejectedByCode.forEach((code, count) -> byCode.put(Integer.toString(code), count));
        json.put("generator_cpu_s", generatorCpuS);
        if (!serverCpuS.isEmpty()) {
            final ObjectNode cpu = json.putObject("server_cpu_s");
            serverCpuS.forEach(cpu::put);
        }
        return json;
    }
}
