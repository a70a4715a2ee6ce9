package io.ironhoard.matchmaking.gateway.link;

/** What became of an attempt to hand a frame to a shard. */
public enum Offer {
    /** The frame is committed; the shard will read it. */
    SENT,
    /** The stream has no room: nothing was written. */
    OVERLOADED,
    /** Nobody reads the stream: nothing was written. */
    UNAVAILABLE
}
