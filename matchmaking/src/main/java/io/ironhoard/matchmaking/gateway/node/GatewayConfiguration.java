package io.ironhoard.matchmaking.gateway.node;

import io.ironhoard.matchmaking.gateway.feed.FeedConfig;
import io.ironhoard.matchmaking.gateway.grpc.PlayConfig;
import io.ironhoard.matchmaking.gateway.grpc.SpectateConfig;
import io.ironhoard.matchmaking.gateway.link.LinkConfig;
import java.nio.file.Path;

/**
 * What a gateway is built from. Immutable; validated where the settings are read.
 *
 * @param link the link to the shards.
 * @param feed histories.
 * @param play players' streams.
 * @param spectate spectators' streams.
 * @param pollIntervalUs the pause between two duty cycles, in microseconds.
 * @param runFolder the instance's folder of run-time files, where the gateway's id is claimed.
 */
public record GatewayConfiguration(
        LinkConfig link, FeedConfig feed, PlayConfig play, SpectateConfig spectate, int pollIntervalUs,
        Path runFolder) {}
