/**
 * Between Aeron's streams and the shard engine: frames become calls, messages become claims. Start with
 * {@link io.ironhoard.dispatcher.ipc.ShardAgent#doWork}.
 *
 * <p>Runs on the shard's own thread, one agent to a shard; after start it allocates nothing, whatever the frames are.
 * Depends on Aeron's client, the engine in {@code shard}, and the counters of {@code proto}.
 */
package io.ironhoard.dispatcher.ipc;
