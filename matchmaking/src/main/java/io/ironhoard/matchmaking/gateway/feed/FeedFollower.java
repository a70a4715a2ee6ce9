package io.ironhoard.matchmaking.gateway.feed;

/** Who follows a match: told of changes on the gateway's event loop, reads them when it can. */
public interface FeedFollower {
    /** There are more events to read, or the match's end. */
    void onEvents();

    /**
     * Somebody came or went.
     *
     * @param seat whose presence changed.
     */
    void onPresence(int seat);

    /** Another number of spectators watches. */
    void onSpectators();

    /** Events may be missing from here on; this one follows no more. */
    void onGap();
}
