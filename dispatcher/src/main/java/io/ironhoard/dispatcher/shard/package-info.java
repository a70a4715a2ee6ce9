/**
 * The shard engine: what becomes of a frame, step by step. Start with
 * {@link io.ironhoard.dispatcher.shard.ShardEngine#submitMove}.
 *
 * <p>Runs on one thread, the shard's own. Its inputs are frames and times, its outputs are messages written into
 * {@link io.ironhoard.dispatcher.shard.Outlet}s: it reads no clock, no random source, and knows nothing of Aeron, so that
 * the same code runs live, in recovery and in simulation. After start nothing is allocated on the heap, whatever the
 * input. Depends on {@code match}, {@code validation}, {@code rules} and {@code proto}.
 */
package io.ironhoard.dispatcher.shard;
