/**
 * Where players meet before a match: lobbies, and the settings that a match of theirs will have.
 *
 * <p>{@link io.ironhoard.matchmaking.lobby.LobbyRoom} is the state machine and knows neither threads nor clocks;
 * {@link io.ironhoard.matchmaking.lobby.LobbyHall} keeps all of them under one lock, which nobody holds while he waits;
 * {@link io.ironhoard.matchmaking.lobby.LobbyService} speaks gRPC. Runs on virtual threads and may block and allocate.
 * Depends on proto, gRPC and the interfaces of {@code matchmaking.gateway}.
 */
package io.ironhoard.matchmaking.lobby;
