package io.ironhoard.perf.bot;

import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.EventFrame;

/** One match as its bots see it. Owned by one thread. */
public interface BotGame {
    /** {@link #choose} where the seat has no move that the rules allow now. */
    int NOT_NOW = -1;
    /** {@link #readyNs} where only an event can let the seat move. */
    long NO_TIME = Long.MAX_VALUE;

    /** Who is to move; {@link io.ironhoard.dispatcher.rules.spi.RuleSet#NO_TURN} where nobody is, or everybody at once. */
    int turn();

    /**
     * The next event of the match.
     *
     * @param event valid during the call; its private part belongs to whoever got it first and is not to be read here.
     * @throws ProtocolException where it is one that the rules do not allow.
     */
    void event(EventFrame event) throws ProtocolException;

    /**
     * A seat got its copy of an event: after {@link #event} was told of it.
     *
     * @param seat whose copy.
     * @param event valid during the call.
     * @param nowNs when it came, by {@link System#nanoTime}.
     * @throws ProtocolException where the seat was told what it must not be, or not what it must.
     */
    void received(int seat, EventFrame event, long nowNs) throws ProtocolException;

    /**
     * Choose a move.
     *
     * @param seat who moves.
     * @param nowNs the time, by {@link System#nanoTime}.
     * @param out where to write its payload, from 0.
     * @return the payload's length, or {@link #NOT_NOW}.
     */
    int choose(int seat, long nowNs, byte[] out);

    /**
     * When a seat that has no move now will have one.
     *
     * @param seat one for which {@link #choose} just gave {@link #NOT_NOW}.
     * @return the time, by {@link System#nanoTime}, or {@link #NO_TIME}.
     */
    long readyNs(int seat);
}
