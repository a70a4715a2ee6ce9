package io.ironhoard.perf.bench.shard;

import org.agrona.MutableDirectBuffer;

/** The moves of a match, all of them legal, none of which ends it. Immutable. */
interface Script {
    /** The rule set's id. */
    String rules();

    /** Its version. */
    int rulesVersion();

    /** The match's options, encoded. */
    byte[] options();

    /** How many play. */
    int seats();

    /** How many moves there are; the next match goes on from there. */
    int length();

    /** Bytes of each move. */
    int payloadLength();

    /**
     * @param step from 0.
     * @return whose move it is.
     */
    int seat(int step);

    /**
     * @param step from 0.
     * @return the seat's sequence number.
     */
    int sequence(int step);

    /**
     * Lay a move out.
     *
     * @param match the match's number.
     * @param step from 0.
     * @param out takes {@link #payloadLength} bytes.
     * @param offset where to begin.
     */
    void payload(int match, int step, MutableDirectBuffer out, int offset);
}
