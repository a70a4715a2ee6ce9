package io.ironhoard.matchmaking.server;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls that a stop waits for: all but those to health and reflection, which may watch for as long as they
 * like. A call is closed once its status was handed to the connection. From any thread.
 */
final class OpenCalls extends ServerStreamTracer.Factory {
    private static final String HEALTH_AND_REFLECTION = "grpc.";
    private static final ServerStreamTracer UNCOUNTED = new ServerStreamTracer() {};

    private final AtomicInteger open = new AtomicInteger();

    int count() {
        return open.get();
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(final String fullMethodName, final Metadata headers) {
        if (fullMethodName.startsWith(HEALTH_AND_REFLECTION)) {
            return UNCOUNTED;
        }
        open.incrementAndGet();
        return new ServerStreamTracer() {
            @Override
            public void streamClosed(final Status status) {
                open.decrementAndGet();
            }
        };
    }
}
