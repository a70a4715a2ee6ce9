package io.ironhoard.matchmaking.gateway.feed;

/** Who follows a match from one of its seats, as the events come. */
public interface FeedReader extends FeedFollower {
    /** The stream's own id. */
    long connectionId();

    /** Another stream has the seat now; this one is no reader any more. */
    void onTakenOver();
}
