package io.ironhoard.matchmaking.launcher;

import io.ironhoard.matchmaking.config.MatchmakingConfiguration;
import io.ironhoard.matchmaking.gateway.Gateway;
import io.ironhoard.matchmaking.gateway.RecordSource;
import io.ironhoard.proto.counters.CountersFile;

/** Makes the gateway: the one that the process runs with, or a test's. */
@FunctionalInterface
public interface GatewayFactory {
    /**
     * @param configuration the process' configuration.
     * @param counters this process' counters: section 0's book and gauges, written on the event loop.
     * @param records where finished matches' records are.
     * @return the gateway, not yet started.
     */
    Gateway create(MatchmakingConfiguration configuration, CountersFile counters, RecordSource records);
}
