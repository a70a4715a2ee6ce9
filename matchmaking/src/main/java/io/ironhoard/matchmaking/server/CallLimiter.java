package io.ironhoard.matchmaking.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds the calls that are open at once, because each holds a virtual thread or memory: one budget for services that
 * ask for no session, so that strangers cannot use up the other. Streams with limits of their own pass. From any thread.
 */
final class CallLimiter implements ServerInterceptor {
    private static final String HEALTH_AND_REFLECTION = "grpc.";
    private static final long RETRY_AFTER_MS = 1_000;

    private final Semaphore calls;
    private final Semaphore openCalls;

    CallLimiter(final int callsMax, final int openCallsMax) {
        calls = new Semaphore(callsMax);
        openCalls = new Semaphore(openCallsMax);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            final ServerCall<Q, R> call, final Metadata headers, final ServerCallHandler<Q, R> next) {
        final String service = call.getMethodDescriptor().getServiceName();
        final boolean open = service != null && service.startsWith(HEALTH_AND_REFLECTION);
        if (!open && !call.getMethodDescriptor().getType().serverSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        final Semaphore budget = open ? openCalls : calls;
        if (!budget.tryAcquire()) {
            final RefusedException refusal =
                    new RefusedException(ResultCode.OVERLOADED, "too many calls are open", RETRY_AFTER_MS);
            call.close(Refusals.status(refusal), Refusals.trailers(refusal));
            return new ServerCall.Listener<>() {};
        }
        final Release release = new Release(budget);
        try {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                @Override
                public void onComplete() {
                    release.once();
                    super.onComplete();
                }

                @Override
                public void onCancel() {
                    release.once();
                    super.onCancel();
                }
            };
        } catch (final RuntimeException e) {
            release.once();
            throw e;
        }
    }

    private static final class Release {
        private final Semaphore budget;
        private final AtomicBoolean done = new AtomicBoolean();

        private Release(final Semaphore budget) {
            this.budget = budget;
        }

        private void once() {
            if (done.compareAndSet(false, true)) {
                budget.release();
            }
        }
    }
}
