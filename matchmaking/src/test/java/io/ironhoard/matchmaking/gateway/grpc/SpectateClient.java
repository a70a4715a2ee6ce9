package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.SpectateRequest;
import io.ironhoard.v1.SpectateResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A spectator's end of a stream, for tests. */
final class SpectateClient implements ClientResponseObserver<SpectateRequest, SpectateResponse> {
    final List<SpectateResponse> frames = new CopyOnWriteArrayList<>();
    private final AtomicReference<Status> status = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    private volatile boolean reading = true;
    private volatile ClientCallStreamObserver<SpectateRequest> call;

    @Override
    public void beforeStart(final ClientCallStreamObserver<SpectateRequest> stream) {
        call = stream;
        stream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(final SpectateResponse frame) {
        frames.add(frame);
        if (reading) {
            call.request(1);
        }
    }

    @Override
    public void onError(final Throwable error) {
        final Metadata received = Status.trailersFromThrowable(error);
        trailers.set(received == null ? new Metadata() : received);
        status.set(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
        status.set(Status.OK);
    }

    /** For a call without stubs: only its end is told. */
    ClientCall.Listener<SpectateResponse> listener() {
        return new ClientCall.Listener<>() {
            @Override
            public void onClose(final Status end, final Metadata last) {
                trailers.set(last);
                status.set(end);
            }
        };
    }

    void stopReading() {
        reading = false;
    }

    void readOn() {
        reading = true;
        call.request(1);
    }

    void cancel() {
        call.cancel("test", null);
    }

    void await(final String what, final Predicate<SpectateResponse> wanted, final int count) {
        Await.until(
                () -> what + ", status " + status.get() + ", have " + frames,
                Await::pause,
                () -> frames.stream().filter(wanted).count() >= count);
    }

    void awaitWatching() {
        await("the first frame", SpectateResponse::hasWatching, 1);
    }

    void awaitEvents(final int count) {
        await(count + " events", SpectateResponse::hasEvent, count);
    }

    List<MatchEvent> events() {
        return frames.stream()
                .filter(SpectateResponse::hasEvent)
                .map(SpectateResponse::getEvent)
                .toList();
    }

    /** The numbers of spectators that were told. */
    List<Integer> counts() {
        return frames.stream()
                .filter(SpectateResponse::hasSpectators)
                .map(frame -> frame.getSpectators().getCount())
                .toList();
    }

    Status.Code awaitEnd() {
        Await.until(() -> "end of stream, have " + frames, Await::pause, () -> status.get() != null);
        return status.get().getCode();
    }

    Problem problem() {
        final byte[] bytes = trailers.get().get(Refusals.ERROR_TRAILER);
        try {
            return bytes == null ? Problem.getDefaultInstance() : Problem.parseFrom(bytes);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasEnded() {
        return status.get() != null;
    }

    int awaitProblem() {
        awaitEnd();
        return problem().getCode();
    }
}
