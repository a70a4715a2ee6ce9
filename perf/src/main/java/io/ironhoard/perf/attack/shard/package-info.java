/**
 * A seeded attack on a shard: frames of honest players, frames changed at random, and frames changed and signed again
 * so that each stage of the pipeline is reached; after each one the shard is compared with what it should be.
 *
 * <p>One thread, no Aeron: the shard's own adapter and engine run on stepped time, so a seed brings the same run again.
 * {@link io.ironhoard.perf.attack.shard.ShardFuzz} is where to begin. Allocates freely.
 */
package io.ironhoard.perf.attack.shard;
