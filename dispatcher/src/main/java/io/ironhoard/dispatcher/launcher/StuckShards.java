package io.ironhoard.dispatcher.launcher;

import io.ironhoard.dispatcher.watch.StuckListener;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GaugeText;
import io.ironhoard.proto.counters.ShardGauge;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Shows which shards stand still in a rule set's call. Written by the watchdog's thread, asked by any. */
final class StuckShards implements StuckListener {
    private final CountersFile counters;
    private final Set<Integer> stuck = ConcurrentHashMap.newKeySet();

    StuckShards(final CountersFile counters) {
        this.counters = counters;
    }

    @Override
    public void onStuck(final int shardId, final String rulesId) {
        counters.add(shardId, ShardGauge.RULES_STUCK, 1);
        GaugeText.set(counters, shardId, ShardGauge.STUCK_RULES, rulesId);
        stuck.add(shardId);
    }

    @Override
    public void onReturned(final int shardId) {
        GaugeText.set(counters, shardId, ShardGauge.STUCK_RULES, "");
        stuck.remove(shardId);
    }

    boolean isStuck(final int shardId) {
        return stuck.contains(shardId);
    }
}
