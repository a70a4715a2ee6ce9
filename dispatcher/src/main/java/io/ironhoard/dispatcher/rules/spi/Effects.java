package io.ironhoard.dispatcher.rules.spi;

import org.agrona.DirectBuffer;

/**
 * What a rule set makes known of an event beside the event itself: a public part for everybody, spectators too, and a
 * private part for each seat that shall learn something which the others do not.
 *
 * <p>A move's payload is public and part of the match's chain. What is given here is not: it must follow from the state
 * and the call alone, so that whoever executes the match again, once its seed is revealed, finds the same. Everything
 * that depends on hidden state and is not meant for everybody belongs into private parts.
 *
 * <p>Each part can be given once a call; a part of no bytes is no part. The effects of a refused move are let go. The
 * bytes are copied. Called on the shard's thread, from within the rule set's own methods only.
 */
public interface Effects {
    /** The most bytes that all parts of one event may have together. */
    int LENGTH_LIMIT = 8 * 1024;

    /**
     * Give the public part.
     *
     * @param source where it is.
     * @param offset where it begins.
     * @param length its length in bytes.
     * @throws IllegalStateException where it was given already, or where all parts together become too long.
     */
    void toAll(DirectBuffer source, int offset, int length);

    /**
     * Give one seat's private part.
     *
     * @param seat who shall see it, from 0.
     * @param source where it is.
     * @param offset where it begins.
     * @param length its length in bytes.
     * @throws IllegalArgumentException where the match has no such seat.
     * @throws IllegalStateException where the seat's part was given already, or where all parts together become too
     *     long.
     */
    void toSeat(int seat, DirectBuffer source, int offset, int length);
}
