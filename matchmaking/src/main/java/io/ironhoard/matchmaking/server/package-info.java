/**
 * The gRPC servers: one for players, one for operators, on one event loop.
 *
 * <p>gRPC's defaults are open; here every limit is set (sizes, calls, connections, resets, times). {@code Play} runs on
 * the event loop itself and must never block; every other call runs on a virtual thread of its own. Depends on gRPC and
 * Netty; knows no service by its implementation.
 */
package io.ironhoard.matchmaking.server;
