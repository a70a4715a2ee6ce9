package io.ironhoard.perf.bench.shard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a dispatcher without a collector came through a campaign.
 *
 * @param moves that were made, each answered and verified.
 * @param matches that were opened.
 * @param headsVerified last heads that were compared.
 * @param movingNs nanoseconds in which moves were made.
 * @param wholeNs nanoseconds in all, signing and verifying included.
 * @param start the heap before the first move.
 * @param end the heap after the last.
 * @param recordsLost matches that were too long for a record, or found no memory for one.
 */
public record EpsilonReport(
        long moves,
        int matches,
        long headsVerified,
        long movingNs,
        long wholeNs,
        Heap start,
        Heap end,
        long recordsLost) {
    private static final double NS_PER_S = 1e9;

    /**
     * The dispatcher's heap, of which nothing is ever collected.
     *
     * @param usedBytes in use.
     * @param shardBytes allocated by the shard's thread since its start.
     * @param collections by the JVM's own count, 0.
     */
    public record Heap(long usedBytes, long shardBytes, long collections) {}

    /** Moves a second while moves were made. */
    public double movesPerS() {
        return movingNs == 0 ? 0 : moves / (movingNs / NS_PER_S);
    }

    /** Seconds in all. */
    public double seconds() {
        return wholeNs / NS_PER_S;
    }

    /** One JSON object. */
    public String toJson() {
        final ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("moves", moves)
                .put("matches", matches)
                .put("heads_verified", headsVerified)
                .put("seconds", seconds())
                .put("moves_per_s", movesPerS())
                .put("heap_used_start_bytes", start.usedBytes())
                .put("heap_used_end_bytes", end.usedBytes())
                .put("alloc_bytes", end.shardBytes() - start.shardBytes())
                .put("gc_count", end.collections())
                .put("records_lost", recordsLost);
        return node.toString();
    }
}
