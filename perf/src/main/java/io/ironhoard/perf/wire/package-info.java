/**
 * The players' port spoken without stubs: HTTP/2 frames (RFC 9113) by hand, header blocks (RFC 7541) by Netty's codec,
 * gRPC's message prefix, and {@code Play}'s messages read and written in place. For load, where a client that makes objects
 * of everything measures itself.
 *
 * <p>{@link io.ironhoard.perf.wire.WireLink} owns one event loop and its connections; everything but opening and closing
 * it runs on that loop and takes no locks. Moves, their answers and events allocate nothing worth speaking of; opening and
 * ending a call allocates freely. Depends on Netty, gRPC's messages and the targets of {@code perf.client}.
 */
package io.ironhoard.perf.wire;
