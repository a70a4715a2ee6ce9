package io.ironhoard.dispatcher.rules.spi;

import io.ironhoard.proto.code.EndReason;

/** How a seat gives a match up without a move of the rules. */
public enum Forfeit {
    /** The player resigned. */
    RESIGNED(EndReason.RESIGNATION),
    /** The seat's clock ran out. */
    TIMED_OUT(EndReason.TIME_OUT),
    /** The player stayed away for longer than the match's grace. */
    ABANDONED(EndReason.ABANDONMENT);

    private final EndReason endReason;

    Forfeit(final EndReason endReason) {
        this.endReason = endReason;
    }

    /** The end reason of a match that this forfeit ends. */
    public EndReason endReason() {
        return endReason;
    }
}
