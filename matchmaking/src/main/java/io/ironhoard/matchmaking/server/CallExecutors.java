package io.ironhoard.matchmaking.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.concurrent.Executor;

/**
 * Chooses the thread of each call by its method: the event loop for those that never block, a virtual thread of its own
 * for the rest. Asked on the event loop, before any interceptor.
 */
final class CallExecutors implements ServerCallExecutorSupplier {
    /** On the thread that brings the work, which is the event loop. */
    private static final Executor DIRECT = Runnable::run;

    private final String directMethod;
    private final Executor virtualThreads;

    /**
     * @param directMethod the full name of the one method that stays on the event loop.
     * @param virtualThreads for all others.
     */
    CallExecutors(final String directMethod, final Executor virtualThreads) {
        this.directMethod = directMethod;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public <Q, R> Executor getExecutor(final ServerCall<Q, R> call, final Metadata metadata) {
        return directMethod.equals(call.getMethodDescriptor().getFullMethodName()) ? DIRECT : virtualThreads;
    }
}
