package io.ironhoard.matchmaking.gateway.feed;

/** Who follows a match from one of its seats: told of changes on the gateway's event loop, reads them when it can. */
public interface FeedReader {
    /** The stream's own id. */
    long connectionId();

    /** Events came, or the match's end did. */
    void onEvents();

    /**
     * Somebody came or went.
     *
     * @param seat whose presence changed.
     */
    void onPresence(int seat);

    /** Another stream has the seat now; this one is no reader any more. */
    void onTakenOver();

    /** Events may be missing from here on; this one is no reader any more. */
    void onGap();
}
