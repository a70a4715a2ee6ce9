package io.ironhoard.perf.attack.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param seed brings the same run again.
 * @param frames how many frames were handed in.
 * @param accepted moves that were accepted.
 * @param duplicates moves that got their first receipt again.
 * @param codes how often each refusal was given.
 * @param unreadable frames that did not say whom to answer.
 * @param statesCompared how often a match's state hash was compared after a refusal.
 * @param matches how many matches were created.
 * @param events how many events were checked against the rules and the chain.
 * @param heapBytes the heap's live bytes a tenth into the run.
 * @param heapBytesAtEnd the same at its end.
 * @param seconds how long it took.
 */
public record FuzzReport(
        long seed,
        long frames,
        long accepted,
        long duplicates,
        Map<Integer, Long> codes,
        long unreadable,
        long statesCompared,
        long matches,
        long events,
        long heapBytes,
        long heapBytesAtEnd,
        double seconds) {
    private static final int GROUP = 100;
    private static final int GROUPS = 6;
    private static final long FRAMES_TO_JUDGE = 50_000;
    private static final long HEAP_GROWTH_MAX = 32L * 1024 * 1024;

    /** How many refusals of a group of codes were given, 1 for 1xx and so on. */
    public long group(final int group) {
        return codes.entrySet().stream()
                .filter(entry -> entry.getKey() / GROUP == group)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * What the run did not reach, or left behind: a group of codes that fewer than one frame in a hundred met, or memory
     * that grew. Short runs reach nothing for sure.
     */
    public List<String> faults() {
        final List<String> faults = new ArrayList<>();
        for (int group = 1; group <= GROUPS && frames >= FRAMES_TO_JUDGE; group++) {
            if (group(group) < frames / GROUP) {
                faults.add("only " + group(group) + " of " + frames + " frames were refused with " + group + "xx");
            }
        }
        if (heapBytesAtEnd - heapBytes > HEAP_GROWTH_MAX) {
            faults.add("the heap grew from " + heapBytes + " to " + heapBytesAtEnd + " bytes");
        }
        return faults;
    }

    /** One JSON object. */
    public String toJson() {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("seed", seed).put("frames", frames).put("accepted", accepted).put("duplicates", duplicates);
        final ObjectNode groups = object.putObject("groups");
        for (int group = 1; group <= GROUPS; group++) {
            groups.put(group + "xx", group(group));
        }
        final ObjectNode byCode = object.putObject("codes");
        codes.forEach((code, count) -> byCode.put(Integer.toString(code), count));
        object.put("unreadable", unreadable)
                .put("states_compared", statesCompared)
                .put("matches", matches)
                .put("events", events)
                .put("heap_bytes", heapBytes)
                .put("heap_bytes_at_end", heapBytesAtEnd)
                .put("seconds", seconds);
        faults().forEach(object.putArray("faults")::add);
        return object.toString();
    }
}
