package io.ironhoard.matchmaking.refusal;

import io.grpc.stub.StreamObserver;
import io.ironhoard.proto.code.ResultCode;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call that takes one message and gives one: the edge where failures are turned into statuses, and logged. */
public final class Unary {
    private static final Logger LOG = LoggerFactory.getLogger(Unary.class);

    private Unary() {}

    /**
     * Work out an answer on this thread and send it, or the refusal that was thrown instead.
     *
     * @param answer where it goes.
     * @param work the call's work; it may block where the thread is a virtual one.
     * @param <R> the answer's type.
     */
    public static <R> void answer(final StreamObserver<R> answer, final Supplier<R> work) {
        final R response;
        try {
            response = work.get();
        } catch (final RefusedException e) {
            answer.onError(Refusals.toException(e));
            return;
        } catch (final RuntimeException e) {
            LOG.atError().setCause(e).log("a call failed");
            answer.onError(Refusals.toException(RefusedException.of(ResultCode.INTERNAL)));
            return;
        }
        answer.onNext(response);
        answer.onCompleted();
    }
}
