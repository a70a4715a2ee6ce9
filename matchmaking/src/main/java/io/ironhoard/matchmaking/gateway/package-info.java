/**
 * The gateway for moves, and what the rest of the process may ask of it.
 *
 * <p>One event loop owns everything below this package; the interfaces here may be called from any thread and hop over
 * by themselves. Depends on proto and {@code matchmaking.refusal}, never on sessions or lobbies.
 */
package io.ironhoard.matchmaking.gateway;
