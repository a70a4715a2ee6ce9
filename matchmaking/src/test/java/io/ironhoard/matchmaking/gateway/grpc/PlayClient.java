package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.gateway.fake.Await;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Problem;
import io.ironhoard.v1.Resign;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A player's end of a stream, for tests. */
final class PlayClient implements ClientResponseObserver<PlayRequest, PlayResponse> {
    final List<PlayResponse> frames = new CopyOnWriteArrayList<>();
    private final AtomicReference<Status> status = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());
    private volatile boolean reading = true;
    private ClientCallStreamObserver<PlayRequest> call;
    private StreamObserver<PlayRequest> requests;

    void start(final StreamObserver<PlayRequest> out) {
        requests = out;
    }

    @Override
    public void beforeStart(final ClientCallStreamObserver<PlayRequest> stream) {
        call = stream;
        stream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(final PlayResponse frame) {
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

    void stopReading() {
        reading = false;
    }

    void readOn() {
        reading = true;
        call.request(1);
    }

    void join(final Join join) {
        requests.onNext(PlayRequest.newBuilder().setJoin(join).build());
    }

    void move(final int sequence, final byte... payload) {
        send(Move.newBuilder().setSequence(sequence).setPayload(ByteString.copyFrom(payload)).build());
    }

    void send(final Move move) {
        requests.onNext(PlayRequest.newBuilder().setMove(move).build());
    }

    void resign(final int sequence) {
        requests.onNext(PlayRequest.newBuilder()
                .setResign(Resign.newBuilder().setSequence(sequence))
                .build());
    }

    void sendEmpty() {
        requests.onNext(PlayRequest.getDefaultInstance());
    }

    void halfClose() {
        requests.onCompleted();
    }

    void cancel() {
        call.cancel("test", null);
    }

    boolean isReady() {
        return call.isReady();
    }

    void awaitFrames(final int count) {
        Await.until(
                () -> frames.size() + " frames of " + count + ", status " + status.get(),
                Await::pause,
                () -> frames.size() >= count || status.get() != null);
        if (frames.size() < count) {
            throw new AssertionError("ended with " + status.get() + " " + problem() + " after " + frames);
        }
    }

    void await(final String what, final Predicate<PlayResponse> wanted, final int count) {
        Await.until(
                () -> what + ", status " + status.get() + ", have " + frames,
                Await::pause,
                () -> frames.stream().filter(wanted).count() >= count);
    }

    void awaitEvents(final int count) {
        await(count + " events", PlayResponse::hasEvent, count);
    }

    /** Answers to moves, in the order in which they came. */
    List<PlayResponse> answers() {
        return frames.stream()
                .filter(frame -> frame.hasAccepted() || frame.hasRejected() || frame.hasOverloaded())
                .toList();
    }

    void awaitAnswers(final int count) {
        Await.until(() -> count + " answers, have " + frames + " " + status.get(), Await::pause,
                () -> answers().size() >= count);
    }

    List<MatchEvent> events() {
        return frames.stream().filter(PlayResponse::hasEvent).map(PlayResponse::getEvent).toList();
    }

    Joined joined() {
        return frames.getFirst().getJoined();
    }

    Status.Code awaitEnd() {
        Await.until(() -> "end of stream", Await::pause, () -> status.get() != null);
        return status.get().getCode();
    }

    boolean hasEnded() {
        return status.get() != null;
    }

    Problem problem() {
        final byte[] bytes = trailers.get().get(Refusals.ERROR_TRAILER);
        try {
            return bytes == null ? Problem.getDefaultInstance() : Problem.parseFrom(bytes);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    int awaitProblem() {
        awaitEnd();
        return problem().getCode();
    }
}
