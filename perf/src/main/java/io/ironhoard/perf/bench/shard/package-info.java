/**
 * {@code bench shard}: how many moves a second one shard takes, as its own process, beside what bounds it.
 * {@link io.ironhoard.perf.bench.shard.ShardBench} is where to begin.
 *
 * <p>One thread sends, receives and checks; moves are signed before the clock starts and chains are computed anew after it has
 * stopped, so that what is measured is the shard. Nothing is allocated while the clock runs. Depends on {@code proto}, on the
 * dispatcher's settings, driver and rule sets, and on Aeron.
 */
package io.ironhoard.perf.bench.shard;
