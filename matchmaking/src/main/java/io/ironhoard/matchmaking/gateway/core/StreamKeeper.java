package io.ironhoard.matchmaking.gateway.core;

/** Whoever keeps streams: told of time and of the end, on the gateway's event loop. */
public interface StreamKeeper {
    /**
     * Time passes.
     *
     * @param nowMs the time, which never goes back.
     */
    void tick(long nowMs);

    /** The first step of stopping: no new streams; the others end as soon as their moves are answered. */
    void drain();
}
