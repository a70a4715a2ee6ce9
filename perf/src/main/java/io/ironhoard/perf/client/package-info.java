/**
 * A client of the players' gRPC port on generated stubs, and the reference for clients in other languages: signs players in,
 * makes matches through lobbies, plays seats, and believes nothing. Each event's index and head is checked, each receipt is held
 * against its event.
 *
 * <p>To write another one, read {@code docs/CLIENTS.md} and then, in this order:
 * <ol>
 * <li>{@link io.ironhoard.perf.client.PlayerSession}, {@link io.ironhoard.perf.client.MatchCalls}: plain calls, up to a match's id;
 * <li>{@link io.ironhoard.perf.client.SeatStream}: one {@code Play} stream. Which frame may come when, which number a submission
 * has, when it is sent again, and how a receipt is held against its event;
 * <li>{@link io.ironhoard.perf.client.SpectatorStream}: one {@code Spectate} stream;
 * <li>{@code PlayerSigning}: what a player-signed submission carries besides;
 * <li>{@code ChainFollower}: what of {@code Joined} is checked, of a snapshot, of each event, and of the seed at the end.
 * </ol>
 * The arithmetic below the last two is in {@link io.ironhoard.proto.crypto.MoveSigning}, {@link io.ironhoard.proto.chain.HeadPreimage}
 * and {@link io.ironhoard.proto.chain.ChainHasher}, each with its byte diagram; {@code io/ironhoard/proto/vectors.json} has values
 * to check another implementation against, and {@code deploy/examples} has two that do nothing else, in JavaScript and in Python.
 *
 * <p>{@link io.ironhoard.perf.client.ServerLink} owns the connections and their one event loop. {@code SeatStream} belongs to that
 * loop and takes no locks; calls about sessions, lobbies and records block, on virtual threads of their callers. Allocates as
 * generated stubs do: what has to measure a server at its limit needs a leaner client. Depends on {@code proto} only.
 */
package io.ironhoard.perf.client;
