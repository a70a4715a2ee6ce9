package io.ironhoard.matchmaking.gateway.link;

/** Who submitted a move: told exactly once how it ended, on the gateway's event loop, perhaps before the submission returns. */
public interface MoveWaiter {
    /**
     * The move is in the chain.
     *
     * @param receipt valid during this call only.
     */
    void onAccepted(Receipt receipt);

    /**
     * The move changed nothing; with a code of 9xx its outcome is not known here.
     *
     * @param sequence the client's number.
     * @param code a result code, or 600 to 699 of the rule set.
     * @param retryAfterMs when a retry may help, in milliseconds; 0 where no time is known.
     */
    void onRejected(int sequence, int code, int retryAfterMs);

    /**
     * The move was not taken in.
     *
     * @param sequence the client's number.
     * @param retryAfterMs when to try again, in milliseconds.
     */
    void onOverloaded(int sequence, int retryAfterMs);
}
