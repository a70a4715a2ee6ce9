package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Subscription;

/**
 * The three streams between this gateway and one shard.
 *
 * @param shardId the shard.
 * @param ingress written by this gateway.
 * @param events the shard's events, untethered.
 * @param replies the shard's replies, untethered.
 */
public record ShardStreams(int shardId, ClaimPort ingress, Subscription events, Subscription replies) {}
