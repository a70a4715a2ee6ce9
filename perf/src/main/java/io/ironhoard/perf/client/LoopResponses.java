package io.ironhoard.perf.client;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.Executor;

/**
 * Brings everything that comes on a stream to the event loop: what fails before there is a connection comes from other
 * threads.
 *
 * @param <Q> requests.
 * @param <A> responses.
 */
abstract class LoopResponses<Q, A> implements ClientResponseObserver<Q, A> {
    private final Executor loop;

    /**
     * @param loop the event loop.
     */
    LoopResponses(final Executor loop) {
        this.loop = loop;
    }

    /** The stream may be written to. */
    abstract void started(ClientCallStreamObserver<Q> requests);

    /** Whether nothing that comes is of interest any more. */
    abstract boolean isClosed();

    /** A response came. */
    abstract void onResponse(A response) throws ProtocolException;

    /** The stream is at its end. */
    abstract void fail(String reason);

    @Override
    public final void beforeStart(final ClientCallStreamObserver<Q> requests) {
        started(requests);
    }

    @Override
    public final void onNext(final A response) {
        loop.execute(() -> {
            if (isClosed()) {
                return;
            }
            try {
                onResponse(response);
            } catch (final ProtocolException e) {
                fail("the server broke its contract: " + e.getMessage());
            } catch (final RuntimeException e) {
                fail("the client failed: " + e);
            }
        });
    }

    @Override
    public final void onError(final Throwable failure) {
        final Status status = Status.fromThrowable(failure);
        loop.execute(() -> fail("the stream ended: " + Problems.describe(status)));
    }

    @Override
    public final void onCompleted() {
        loop.execute(() -> fail("the server ended the stream"));
    }
}
