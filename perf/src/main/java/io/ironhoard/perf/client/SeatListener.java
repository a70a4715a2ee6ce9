package io.ironhoard.perf.client;

import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Snapshot;

/** Told what happens on a seat's stream, on the link's event loop. */
public interface SeatListener {
    /**
     * The seat is taken: submissions may begin.
     *
     * @param seat whose stream.
     */
    void joined(SeatStream seat);

    /**
     * What the seat may see, where the stream was to begin with that: before {@link #joined}.
     *
     * @param seat whose stream.
     * @param snapshot the rule set's view, and where the events after it begin.
     */
    default void snapshot(final SeatStream seat, final Snapshot snapshot) {}

    /**
     * The submission was accepted.
     *
     * @param seat whose stream.
     * @param index the event that it became.
     * @param latencyNs from its intended time to the receipt, in nanoseconds.
     */
    void accepted(SeatStream seat, int index, long latencyNs);

    /**
     * The submission was refused for good.
     *
     * @param seat whose stream.
     * @param problem why.
     * @param latencyNs from its intended time to the answer, in nanoseconds.
     */
    void rejected(SeatStream seat, Problem problem, long latencyNs);

    /**
     * An event came, and fits the chain.
     *
     * @param seat whose stream.
     * @param event the event.
     */
    void event(SeatStream seat, MatchEvent event);

    /**
     * The stream is at its end, and nothing else will be told of it.
     *
     * @param seat whose stream.
     * @param reason a sentence for people: a status, or what the server did against its contract.
     */
    void closed(SeatStream seat, String reason);
}
