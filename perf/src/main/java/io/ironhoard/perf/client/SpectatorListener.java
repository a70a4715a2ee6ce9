package io.ironhoard.perf.client;

import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Presence;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.Watching;

/** Told what a spectator sees of a match, on the link's event loop. */
public interface SpectatorListener {
    /**
     * The match may be watched, and binds what it says of itself.
     *
     * @param watching what it is made of.
     */
    void watching(Watching watching);

    /**
     * What everybody may see, where it was asked for: before the first event.
     *
     * @param snapshot the rule set's public view, and where the events after it begin.
     */
    default void snapshot(final Snapshot snapshot) {}

    /**
     * An event came, and fits the chain.
     *
     * @param event the event.
     */
    void event(MatchEvent event);

    /**
     * A player came or went.
     *
     * @param presence who.
     */
    default void presence(final Presence presence) {}

    /**
     * Another number of spectators watches.
     *
     * @param count how many.
     */
    default void spectators(final int count) {}

    /**
     * The stream is at its end, and nothing else will be told of it.
     *
     * @param reason a sentence for people: a status, or what the server did against its contract.
     */
    void closed(String reason);
}
