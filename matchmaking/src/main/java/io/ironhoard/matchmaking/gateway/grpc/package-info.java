/**
 * Play streams: one for each seat, moves in, answers and events out. And spectators' streams: what everybody may see, later.
 *
 * <p>Everything runs on the gateway's event loop, with gRPC's direct executor, apart from {@code GetRecord}, which the
 * server runs on virtual threads. A move allocates what gRPC and protobuf do and its answer's bytes; every queue is
 * bounded by the moves that a stream may have unanswered. Depends on {@code link}, {@code feed} and gRPC.
 */
package io.ironhoard.matchmaking.gateway.grpc;
