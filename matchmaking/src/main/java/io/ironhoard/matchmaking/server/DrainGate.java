package io.ironhoard.matchmaking.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;

/** Refuses new calls once the server is stopping; health goes on answering. From any thread. */
final class DrainGate implements ServerInterceptor {
    private static final String HEALTH = "grpc.health.v1.Health";

    private volatile boolean closed;

    /** From now on. */
    void close() {
        closed = true;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            final ServerCall<Q, R> call, final Metadata headers, final ServerCallHandler<Q, R> next) {
        if (closed && !HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            final RefusedException refusal = RefusedException.of(ResultCode.STOPPING);
            call.close(Refusals.status(refusal), Refusals.trailers(refusal));
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
