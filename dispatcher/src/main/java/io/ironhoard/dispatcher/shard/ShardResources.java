package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.MatchMemory;

/**
 * What a shard's engine works with, all of it owned by the shard's thread.
 *
 * @param memory where its matches lie.
 * @param hash computes tags and chains.
 * @param nodeSecret what seat keys are derived from.
 */
public record ShardResources(MatchMemory memory, MoveHash hash, byte[] nodeSecret) {}
