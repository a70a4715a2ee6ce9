/**
 * A client of the players' gRPC port on generated stubs: signs players in, makes matches through lobbies, plays seats, and
 * believes nothing: each event's index and head is checked, each receipt is held against its event.
 *
 * <p>{@link io.ironhoard.perf.client.ServerLink} owns the connections and their one event loop.
 * {@link io.ironhoard.perf.client.SeatStream} belongs to that loop and takes no locks; calls about sessions, lobbies and
 * records block, on virtual threads of their callers. Allocates as generated stubs do: what has to measure a server at its
 * limit needs a leaner client. Depends on {@code proto} only.
 */
package io.ironhoard.perf.client;
