/**
 * The gateway's core: what its event loop owns, the duty cycle that moves it, and the way in from other threads.
 *
 * <p>Everything here is owned by the event loop, apart from {@link io.ironhoard.matchmaking.gateway.core.ShardRequests},
 * which hops over to it. Depends on {@code link} and {@code feed}.
 */
package io.ironhoard.matchmaking.gateway.core;
