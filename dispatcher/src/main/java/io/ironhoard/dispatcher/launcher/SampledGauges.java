package io.ironhoard.dispatcher.launcher;

import io.ironhoard.arena.ArenaCounters;
import io.ironhoard.arena.LatencyHistogram;
import io.ironhoard.dispatcher.ipc.Shard;
import io.ironhoard.dispatcher.watch.HeapUse;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.ShardGauge;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What another thread can see of the shards, so that it costs theirs nothing. Used by the thread that watches them. */
final class SampledGauges {
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    private final HeapUse heap = new HeapUse();
    private final CountersFile counters;

    /** @param counters take the gauges. */
    SampledGauges(final CountersFile counters) {
        this.counters = counters;
    }

    /** Look at all of them. */
    void take(final List<Shard> shards) {
        final long collections = heap.collections();
        final long used = heap.usedBytes();
        for (int shardId = 0; shardId < shards.size(); shardId++) {
            final Shard shard = shards.get(shardId);
            counters.set(shardId, ShardGauge.ALLOCATED_BYTES, heap.allocatedBytes(shard.watch()));
            counters.set(shardId, ShardGauge.COLLECTIONS, collections);
            counters.set(shardId, ShardGauge.HEAP_USED_BYTES, used);
            take(shardId, shard.memory());
        }
    }

    private void take(final int shardId, final ArenaCounters memory) {
        final LatencyHistogram allocateNs = memory.allocateNs();
        counters.set(shardId, ShardGauge.ARENA_MAPPED_BYTES, memory.mappedBytes());
        counters.set(shardId, ShardGauge.ARENA_REGIONS_MAX, memory.regionLimit());
        counters.set(shardId, ShardGauge.ARENA_REGIONS_ADDED, memory.regionsAdded());
        counters.set(shardId, ShardGauge.ARENA_REGIONS_RETURNED, memory.regionsReturned());
        counters.set(shardId, ShardGauge.ARENA_REFUSALS, memory.refusedAtLimit() + memory.refusedWhileGrowing());
        counters.set(shardId, ShardGauge.ARENA_MAP_MAX_US, TimeUnit.NANOSECONDS.toMicros(memory.regionMapNsMax()));
        counters.set(shardId, ShardGauge.ARENA_ALLOCATIONS_TIMED, allocateNs.count());
        counters.set(shardId, ShardGauge.ARENA_ALLOCATE_P99_NS, allocateNs.percentileNs(P99));
        counters.set(shardId, ShardGauge.ARENA_ALLOCATE_P999_NS, allocateNs.percentileNs(P999));
    }
}
