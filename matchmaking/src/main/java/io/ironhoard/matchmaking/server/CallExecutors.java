package io.ironhoard.matchmaking.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Chooses the thread of each call by its method: the event loop for those that never block, a virtual thread of its own
 * for the rest. Asked on the event loop, before any interceptor.
 */
final class CallExecutors implements ServerCallExecutorSupplier {
    /** On the thread that brings the work, which is the event loop. */
    private static final Executor DIRECT = Runnable::run;

    private final Set<String> directMethods;
    private final Executor virtualThreads;

    /**
     * @param directMethods the full names of the methods that stay on the event loop.
     * @param virtualThreads for all others.
     */
    CallExecutors(final Set<String> directMethods, final Executor virtualThreads) {
        this.directMethods = Set.copyOf(directMethods);
        this.virtualThreads = virtualThreads;
    }

    @Override
    public <Q, R> Executor getExecutor(final ServerCall<Q, R> call, final Metadata metadata) {
        return directMethods.contains(call.getMethodDescriptor().getFullMethodName()) ? DIRECT : virtualThreads;
    }
}
