package io.ironhoard.dispatcher.config;

import java.util.Locale;

/** How shards share the machine. */
public enum ShardProfile {
    /** Shards back off when idle and run wherever the scheduler puts them: for machines with few cores. */
    SHARED,
    /** Each shard spins on a core of its own, by the core map. */
    DEDICATED;

    /** The name as it is written in settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
