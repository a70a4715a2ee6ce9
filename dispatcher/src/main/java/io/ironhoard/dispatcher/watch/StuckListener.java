package io.ironhoard.dispatcher.watch;

/** Who is told of calls that do not return; on the watchdog's thread. */
public interface StuckListener {
    /**
     * A call has gone on for too long.
     *
     * @param shardId whose shard stands still.
     * @param rulesId whose call it is.
     */
    void onStuck(int shardId, String rulesId);

    /**
     * That call came back after all.
     *
     * @param shardId whose shard goes on.
     */
    void onReturned(int shardId);
}
