package io.ironhoard.perf.bench.arena;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironhoard.arena.region.FeatureReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What was measured. The durations of allocations and frees contain a reading of the clock, whose own distribution stands
 * beside them; nothing is subtracted.
 *
 * @param durations of the calls.
 * @param load the arena under the mixed load.
 * @param growth the arena that grew.
 * @param counts of blocks.
 * @param seconds how long it all took.
 */
public record ArenaBenchReport(Durations durations, Load load, Load growth, Counts counts, double seconds) {
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double NS_PER_US = 1e3;

    /**
     * Distributions, in nanoseconds.
     *
     * @param allocateNs one allocation.
     * @param freeNs one free.
     * @param floorNs one reading of the clock.
     * @param growthNs one duty cycle of the owner while regions are added.
     * @param growthFloorNs one duty cycle of the same load on regions that are there.
     * @param growthFacts what the kernel counted of the owner while regions were added.
     * @param growthFloorFacts the same while none were.
     */
    public record Durations(
            Histogram allocateNs, Histogram freeNs, Histogram floorNs, Histogram growthNs, Histogram growthFloorNs,
            ThreadFacts growthFacts, ThreadFacts growthFloorFacts) {}

    /**
     * What an arena came to.
     *
     * @param blocks live at the end of the measuring.
     * @param liveBytes of them.
     * @param mappedBytes mapped then.
     * @param regions in use then.
     * @param regionsLeft in use after everything was freed.
     * @param liveBytesLeft live then, which is a fault where it is not 0.
     * @param regionMapNsMax the longest that the supplier took for a region.
     * @param features what the first region got of what was wished for.
     */
    public record Load(
            long blocks, long liveBytes, long mappedBytes, int regions, int regionsLeft, long liveBytesLeft,
            long regionMapNsMax, List<FeatureReport> features) {}

    /**
     * Counts.
     *
     * @param verified blocks that were compared when they were freed.
     * @param corrupted those that had changed.
     * @param refusedUnderLoad allocations of the mixed load that were answered with 0.
     * @param refusedWhileGrowing allocations that came before the next region.
     * @param heapBytes what the owner allocated on the Java heap under the mixed load.
     * @param regionBytes how long a region is.
     */
    public record Counts(
            long verified, long corrupted, long refusedUnderLoad, long refusedWhileGrowing, long heapBytes,
            long regionBytes) {}

    /** Whether every block kept what was written to it, and nothing was left at the end. */
    public boolean isSound() {
        return counts.corrupted() == 0 && load.liveBytesLeft() == 0 && growth.liveBytesLeft() == 0;
    }

    /** One JSON object. */
    public String toJson() {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        putNs(object.putObject("alloc_ns"), durations.allocateNs());
        putNs(object.putObject("free_ns"), durations.freeNs());
        putNs(object.putObject("timer_floor_ns"), durations.floorNs());
        putUs(object.putObject("growth_us"), durations.growthNs(), durations.growthFacts());
        putUs(object.putObject("growth_floor_us"), durations.growthFloorNs(), durations.growthFloorFacts());
        object.put("regions", load.regions())
                .put("region_bytes", counts.regionBytes())
                .put("operations", durations.allocateNs().getTotalCount() + durations.freeNs().getTotalCount())
                .put("live_blocks", load.blocks())
                .put("live_bytes", load.liveBytes())
                .put("mapped_bytes", load.mappedBytes())
                .put("heap_bytes_allocated", counts.heapBytes())
                .put("refused", counts.refusedUnderLoad());
        object.put("growth_regions", growth.regions())
                .put("growth_blocks", growth.blocks())
                .put("growth_refused", counts.refusedWhileGrowing())
                .put("region_map_us_max", growth.regionMapNsMax() / NS_PER_US)
                .put("regions_left", Math.max(load.regionsLeft(), growth.regionsLeft()));
        object.put("verified", counts.verified()).put("corrupted", counts.corrupted()).put("seconds", seconds);
        final ArrayNode features = object.putArray("features");
        for (final FeatureReport report : load.features()) {
            features.addObject()
                    .put("feature", report.feature().text())
                    .put("asked", report.asked())
                    .put("had", report.had())
                    .put("reason", report.reason());
        }
        return object.toString();
    }

    /** Lines for people. */
    public List<String> toLines() {
        final List<String> lines = new ArrayList<>();
        lines.add(line("allocate", durations.allocateNs(), 1, "ns"));
        lines.add(line("free", durations.freeNs(), 1, "ns"));
        lines.add(line("the clock alone", durations.floorNs(), 1, "ns"));
        lines.add(line("cycle while growing", durations.growthNs(), NS_PER_US, "us"));
        lines.add(line("cycle on memory that is there", durations.growthFloorNs(), NS_PER_US, "us"));
        lines.add(counted("owner while growing", durations.growthFacts()));
        lines.add(counted("owner on memory that is there", durations.growthFloorFacts()));
        lines.add(String.format(
                Locale.ROOT, "%,d blocks of %,d bytes live, %,d bytes mapped in %d regions; %d bytes on the Java heap",
                load.blocks(), load.liveBytes(), load.mappedBytes(), load.regions(), counts.heapBytes()));
        lines.add(String.format(
                Locale.ROOT,
                "grew to %d regions with %,d blocks; %d requests came before the next region; a region took up to %,.0f us",
                growth.regions(), growth.blocks(), counts.refusedWhileGrowing(), growth.regionMapNsMax() / NS_PER_US));
        for (final FeatureReport report : load.features()) {
            lines.add(report.describe());
        }
        lines.add(String.format(
                Locale.ROOT, "%,d blocks compared, %d had changed; %d and %d regions left; %.1f s", counts.verified(),
                counts.corrupted(), load.regionsLeft(), growth.regionsLeft(), seconds));
        return lines;
    }

    private static String line(final String name, final Histogram ns, final double divisor, final String unit) {
        return String.format(
                Locale.ROOT, "%-30s p50 %,9.2f  p99 %,9.2f  p99.9 %,9.2f  max %,12.2f %s", name,
                ns.getValueAtPercentile(P50) / divisor, ns.getValueAtPercentile(P99) / divisor,
                ns.getValueAtPercentile(P999) / divisor, ns.getMaxValue() / divisor, unit);
    }

    private static String counted(final String name, final ThreadFacts facts) {
        return String.format(
                Locale.ROOT, "%-30s waited %,d times, preempted %,d times, met %,d page faults", name, facts.blocked(),
                facts.preempted(), facts.pageFaults());
    }

    private static void putNs(final ObjectNode object, final Histogram ns) {
        object.put("p50", ns.getValueAtPercentile(P50))
                .put("p99", ns.getValueAtPercentile(P99))
                .put("p999", ns.getValueAtPercentile(P999))
                .put("max", ns.getMaxValue());
    }

    private static void putUs(final ObjectNode object, final Histogram ns, final ThreadFacts facts) {
        object.put("p50", ns.getValueAtPercentile(P50) / NS_PER_US)
                .put("p99", ns.getValueAtPercentile(P99) / NS_PER_US)
                .put("p999", ns.getValueAtPercentile(P999) / NS_PER_US)
                .put("max", ns.getMaxValue() / NS_PER_US)
                .put("blocked", facts.blocked())
                .put("preempted", facts.preempted())
                .put("page_faults", facts.pageFaults());
    }
}
