package io.ironhoard.proto.counters;

/** What a shard shows of itself beside its book. The order is the layout: add at the end only. */
public enum ShardGauge {
    /** Running 1, stopped 2, failed 3; 0 before the start. */
    STATE("state", "1 running, 2 stopped, 3 failed"),
    /** The shard's epoch. */
    EPOCH("epoch", "how often this shard has been started"),
    /** The core it is pinned to, or -1. */
    CORE("core", "the core it is pinned to, -1 for none"),
    /** Open matches. */
    MATCHES("matches", "open matches"),
    /** Matches created since the start. */
    MATCHES_CREATED("matches_created", "matches created since the start"),
    /** Matches ended since the start. */
    MATCHES_ENDED("matches_ended", "matches ended since the start"),
    /** Matches that a rule set's fault ended. */
    RULES_FAULTS("rules_faults", "matches ended by a fault of their rule set"),
    /** Frames that could not be read at all, so that nobody could be answered. */
    FRAMES_UNREADABLE("frames_unreadable", "frames without even a correlation id"),
    /** Fragments put back because an outgoing stream had no room. */
    BACK_PRESSURE("back_pressure", "times that a full outgoing stream stopped the polling"),
    /** Bytes that gateways have written and the shard has not read. */
    QUEUE_DEPTH_BYTES("queue_depth_bytes", "bytes written by gateways and not read yet"),
    /** Bytes of match state. */
    ARENA_USED_BYTES("arena_used_bytes", "bytes of match state in use"),
    /** Regions of match state. */
    ARENA_REGIONS("arena_regions", "regions of match state"),
    /** The longest duty cycle since the start. */
    CYCLE_MAX_US("cycle_max_us", "the longest duty cycle since the start, microseconds"),
    /** Replies that found no room and were given up, their gateways having gone. */
    REPLIES_DROPPED("replies_dropped", "presence and inspection replies that found no room"),
    /** Records of this shard's matches that were filed. */
    RECORDS_WRITTEN("records_written", "records of finished matches written since the start"),
    /** Records of open matches that are being collected. */
    RECORDS_OPEN("records_open", "records of open matches being collected"),
    /** Attempts to file a record that failed; the record is kept and tried again. */
    RECORD_WRITE_FAILURES("record_write_failures", "failed attempts to write a record; it is tried again"),
    /** Matches that got no record. */
    RECORDS_LOST("records_lost", "matches without a record: too long, no memory left, or a broken stream of events"),
    /** Frames that could be answered but not read. */
    FRAMES_REFUSED("frames_refused", "frames refused as malformed or of an unknown version"),
    /** Calls of rule sets that overran their budget. */
    RULES_OVERRUNS("rules_overruns", "calls of rule sets that took longer than their budget"),
    /** Calls of rule sets that were named as not returning, those that came back later included. */
    RULES_STUCK("rules_stuck", "calls of rule sets that did not return in time"),
    /** The rule set that the shard stands still in: the first of four gauges that hold its id, see {@link GaugeText}. */
    STUCK_RULES("stuck_rules", "the rule set whose call does not return now"),
    /** The second. */
    STUCK_RULES_2("stuck_rules", "the same, next 8 letters"),
    /** The third. */
    STUCK_RULES_3("stuck_rules", "the same, next 8 letters"),
    /** The fourth. */
    STUCK_RULES_4("stuck_rules", "the same, last 8 letters"),
    /** Bytes on the heap, sampled by another thread about twice a second. */
    ALLOCATED_BYTES("allocated_bytes", "bytes of heap that this shard's thread has allocated since its start"),
    /** Of the process, the same in each shard. */
    COLLECTIONS("collections", "garbage collections of the dispatcher since its start"),
    /** Of the process, the same in each shard. */
    HEAP_USED_BYTES("heap_used_bytes", "bytes of the dispatcher's heap in use"),
    /** Bytes that the kernel gave for match state, in use or not. */
    ARENA_MAPPED_BYTES("arena_mapped_bytes", "bytes mapped for match state, the next region included"),
    /** The most regions that there can be. */
    ARENA_REGIONS_MAX("arena_regions_max", "the most regions of match state that there can be"),
    /** Regions taken into use since the start. */
    ARENA_REGIONS_ADDED("arena_regions_added", "regions taken into use since the start"),
    /** Regions given back since the start. */
    ARENA_REGIONS_RETURNED("arena_regions_returned", "regions given back since the start"),
    /** Wishes for memory that were refused. */
    ARENA_REFUSALS("arena_refusals", "matches that found no memory, at the limit or before the next region was there"),
    /** The longest time in which a region was mapped and filled, by another thread than the shard's. */
    ARENA_MAP_MAX_US("arena_map_max_us", "the longest that a region took to be mapped and filled, microseconds"),
    /** How many allocations were timed. */
    ARENA_ALLOCATIONS_TIMED("arena_allocations_timed", "allocations that were timed: one in 1024"),
    /** Of those. */
    ARENA_ALLOCATE_P99_NS("arena_allocate_p99_ns", "99 % of the timed allocations took no longer, nanoseconds"),
    /** Of those. */
    ARENA_ALLOCATE_P999_NS("arena_allocate_p999_ns", "99.9 % of the timed allocations took no longer, nanoseconds");

    private final String label;
    private final String doc;

    ShardGauge(final String label, final String doc) {
        this.label = label;
        this.doc = doc;
    }

    /** Whether it is a part of a text and no number. */
    public boolean isText() {
        return this == STUCK_RULES || this == STUCK_RULES_2 || this == STUCK_RULES_3 || this == STUCK_RULES_4;
    }

    /** The name in JSON and metrics, with its unit last. */
    public String label() {
        return label;
    }

    /** One phrase for people. */
    public String doc() {
        return doc;
    }
}
