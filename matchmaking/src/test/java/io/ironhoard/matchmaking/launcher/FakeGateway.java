package io.ironhoard.matchmaking.launcher;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.gateway.Gateway;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.RecordSource;
import io.ironhoard.matchmaking.lobby.LobbyFixtures;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.matchmaking.refusal.Unary;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.GetRecordResponse;
import io.ironhoard.v1.InspectMatchResponse;
import io.ironhoard.v1.Joined;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A gateway without shards: matches are made by the test, and each frame of a stream is answered with its player. */
public final class FakeGateway implements Gateway {
    /** A match that was asked for. */
    public record Request(MatchPlan plan, CompletableFuture<MatchId> answer, Thread thread) {}

    private final RecordSource records;
    private final boolean links;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> playThreads = new LinkedBlockingQueue<>();
    private final CompletableFuture<Consumer<Boolean>> link = new CompletableFuture<>();
    private volatile boolean answersAtOnce = true;
    private volatile boolean drained;
    private volatile EventLoop eventLoop;

    FakeGateway(final RecordSource records, final boolean links) {
        this.records = records;
        this.links = links;
    }

    /** Leave requests for matches to the test. */
    public void holdRequests() {
        answersAtOnce = false;
    }

    /** The requests in order. */
    public BlockingQueue<Request> requests() {
        return requests;
    }

    /** The threads that frames arrived on. */
    public BlockingQueue<Thread> playThreads() {
        return playThreads;
    }

    /** Say that shards were lost or found. */
    public void setLinked(final boolean up) {
        eventLoop.submit(() -> link.join().accept(up)).syncUninterruptibly();
    }

    @Override
    public CompletableFuture<MatchId> create(final MatchPlan plan) {
        final CompletableFuture<MatchId> answer = new CompletableFuture<>();
        requests.add(new Request(plan, answer, Thread.currentThread()));
        if (answersAtOnce) {
            answer.complete(new MatchId(1, requests.size()));
        }
        return answer;
    }

    @Override
    public List<RuleSetDescriptor> rules() {
        return List.of(LobbyFixtures.OLD_CHESS, LobbyFixtures.CHESS, LobbyFixtures.HUNT);
    }

    @Override
    public CompletableFuture<InspectMatchResponse> inspect(final MatchId matchId) {
        return matchId.high() == 1
                ? CompletableFuture.completedFuture(
                        InspectMatchResponse.newBuilder().setMatchId(matchId.toString()).build())
                : CompletableFuture.failedFuture(RefusedException.of(ResultCode.MATCH_NOT_FOUND));
    }

    @Override
    public BindableService gameService() {
        return new GameServiceGrpc.GameServiceImplBase() {
            @Override
            public StreamObserver<PlayRequest> play(final StreamObserver<PlayResponse> answers) {
                final String player = PlayerIdentity.current().playerId().toString();
                return new StreamObserver<>() {
                    @Override
                    public void onNext(final PlayRequest frame) {
                        playThreads.add(Thread.currentThread());
                        answers.onNext(PlayResponse.newBuilder()
                                .setJoined(Joined.newBuilder().addPlayerIds(player))
                                .build());
                    }

                    @Override
                    public void onError(final Throwable failure) {
                        // The client is gone.
                    }

                    @Override
                    public void onCompleted() {
                        answers.onCompleted();
                    }
                };
            }

            @Override
            public void getRecord(final GetRecordRequest request, final StreamObserver<GetRecordResponse> answer) {
                Unary.answer(answer, () -> GetRecordResponse.newBuilder()
                        .setRecord(ByteString.copyFrom(records.read(MatchId.parse(request.getMatchId()))))
                        .build());
            }
        };
    }

    @Override
    public void start(final EventLoop loop, final Consumer<Boolean> onLinkChange) {
        eventLoop = loop;
        link.complete(onLinkChange);
        if (links) {
            loop.execute(() -> onLinkChange.accept(true));
        }
    }

    @Override
    public void drain() {
        drained = true;
    }

    /** Whether {@link #drain} was called. */
    public boolean isDrained() {
        return drained;
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public void close() {
        requests.forEach(request -> request.answer().cancel(false));
    }
}
