package io.ironhoard.perf.replay;

/**
 * One submission of a game; its array is not to be written.
 *
 * @param kind what it is and what must become of it.
 * @param seat who makes it, from 0.
 * @param payload the rule set's bytes; empty for a resignation.
 * @param ply which half-move of the source it is, from 1; 0 where the source has none such.
 * @param label as people read it, for example {@code 9. Nf3}.
 */
record Step(Kind kind, int seat, byte[] payload, int ply, String label) {
    /** What a submission is. */
    enum Kind {
        /** A move of the source: must be accepted. */
        MOVE,
        /** A move of the source that no rules allow: must be refused by the rules. */
        REFUSED,
        /** What the replay adds to end the game, an offer of a draw for example: must be accepted. */
        ACTION,
        /** A resignation: must be accepted. */
        RESIGN
    }

    /** The step's name in reports. */
    String describe() {
        return ply == 0 ? label : "ply " + ply + " (" + label + ")";
    }
}
