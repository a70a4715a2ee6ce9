/**
 * What happened in each match, kept for as long as players may ask: events encoded once, catching up and going live in
 * one sequence.
 *
 * <p>Owned by the gateway's event loop. An event allocates its encoded bytes, which its readers share; everything else
 * is allocated once a match. Memory is bounded by a limit for the whole gateway. Depends on proto; knows streams only as
 * {@link io.ironhoard.matchmaking.gateway.feed.FeedFollower}.
 */
package io.ironhoard.matchmaking.gateway.feed;
