package io.ironhoard.perf.attack.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What came of an attack.
 *
 * @param seed brings the same assaults in the same order again.
 * @param seconds how long it took.
 * @param assaults how often each was made.
 * @param ends how the server ended them.
 * @param floodSent moves that the flooding player sent.
 * @param floodAnswered how many of those were answered.
 * @param halfOpen connections that said nothing, or half a greeting.
 * @param honest how the honest players fared.
 * @param rssBytes resident memory of each process of the server, before and after; empty where it is not known.
 * @param faults what was not as it should be.
 */
public record AttackReport(
        long seed,
        double seconds,
        Map<String, Long> assaults,
        Map<String, Long> ends,
        long floodSent,
        long floodAnswered,
        long halfOpen,
        Honest honest,
        Map<String, List<Long>> rssBytes,
        List<String> faults) {

    /**
     * @param submitted moves sent.
     * @param accepted moves accepted.
     * @param games games played to their end.
     * @param p50Us median latency from the intended time, in microseconds.
     * @param p99Us the 99th percentile.
     * @param maxUs the longest.
     */
    public record Honest(long submitted, long accepted, long games, long p50Us, long p99Us, long maxUs) {}

    /** Whether everything was as it should be. */
    public boolean ok() {
        return faults.isEmpty();
    }

    /** One JSON object. */
    public String toJson() {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("seed", seed).put("seconds", seconds);
        assaults.forEach(object.putObject("assaults")::put);
        ends.forEach(object.putObject("ends")::put);
        object.put("flood_sent", floodSent).put("flood_answered", floodAnswered).put("half_open", halfOpen);
        object.putObject("honest")
                .put("submitted", honest.submitted)
                .put("accepted", honest.accepted)
                .put("games", honest.games)
                .putObject("latency_us")
                .put("p50", honest.p50Us)
                .put("p99", honest.p99Us)
                .put("max", honest.maxUs);
        final ObjectNode rss = object.putObject("rss_bytes");
        rssBytes.forEach((process, values) -> values.forEach(rss.putArray(process)::add));
        faults.forEach(object.putArray("faults")::add);
        return object.toString();
    }
}
