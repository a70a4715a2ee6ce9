package io.ironhoard.dispatcher.ipc;

import io.ironhoard.arena.NativeArena;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.watch.CallWatch;
import io.ironhoard.proto.counters.CountersFile;

/**
 * What a shard's agent is made of.
 *
 * @param shardId from 0.
 * @param core the core to be pinned to, or {@link ShardAgent#NO_CORE}.
 * @param watch where the engine notes its calls of rule sets.
 * @param arena where its matches lie.
 * @param engine the engine.
 * @param ingress its frames.
 * @param events its event stream.
 * @param replies its reply stream.
 * @param queueDepth what waits in the ingress.
 * @param counters the dispatcher's counters.
 */
record ShardParts(
        int shardId,
        int core,
        CallWatch watch,
        NativeArena arena,
        ShardEngine engine,
        IngressAdapter ingress,
        Outlet events,
        Outlet replies,
        QueueDepth queueDepth,
        CountersFile counters) {}
