package io.ironhoard.arena;

/** Where an arena is in its life; it never goes back. */
public enum ArenaState {
    /** Made, with no memory yet. */
    INIT,
    /** Allocates and frees. */
    LIVE,
    /** Every byte was given back. */
    CLOSED
}
