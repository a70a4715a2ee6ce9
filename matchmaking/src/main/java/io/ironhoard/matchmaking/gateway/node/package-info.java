/**
 * The gateway, put together from its parts for one node. Called by the launcher's thread; what it puts together lives
 * on the event loop. Depends on everything in {@code matchmaking.gateway}.
 */
package io.ironhoard.matchmaking.gateway.node;
