package io.ironhoard.matchmaking.gateway.node;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.BindableService;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.gateway.Gateway;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.RecordSource;
import io.ironhoard.matchmaking.gateway.core.GatewayAgent;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.core.ShardRequests;
import io.ironhoard.matchmaking.gateway.core.SuspectMatches;
import io.ironhoard.matchmaking.gateway.feed.FeedStore;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.grpc.GameServiceBinding;
import io.ironhoard.matchmaking.gateway.grpc.PlayStreams;
import io.ironhoard.matchmaking.gateway.grpc.SpectateStreams;
import io.ironhoard.matchmaking.gateway.link.CorrelationIds;
import io.ironhoard.matchmaking.gateway.link.GatewayClient;
import io.ironhoard.matchmaking.gateway.link.GatewayIdClaim;
import io.ironhoard.matchmaking.gateway.link.LinkConfig;
import io.ironhoard.matchmaking.gateway.link.MoveExchange;
import io.ironhoard.matchmaking.gateway.link.RequestExchange;
import io.ironhoard.matchmaking.gateway.link.ShardDirectory;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.GetRecordResponse;
import io.ironhoard.v1.InspectMatchResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The gateway, put together. Methods are called by the launcher and by the parts of the process that ask for matches;
 * everything else happens on the event loop.
 */
public final class NodeGateway implements Gateway {
    /** A match of which something may have been missed is asked about no more often than that. */
    private static final int ASK_AGAIN_MS_MIN = 1_000;
    /** How long the event loop may take to say whether a record may be read. */
    private static final int LOOP_ANSWER_MS_MAX = 5_000;

    private final GatewayConfiguration config;
    private final RecordSource records;
    private final GatewayIdClaim claim;
    private final MoveBook book;
    private final CorrelationIds correlationIds;
    private final GatewayCore core;
    private final PlayStreams streams;
    private final SpectateStreams spectators;
    private Running running;

    private record Running(
            EventLoop eventLoop, GatewayAgent agent, GatewayClient client, ShardRequests requests, Future<?> duty) {}

    /**
     * Put a gateway together and claim its id.
     *
     * @param config limits and places.
     * @param records where {@code GetRecord} finds records.
     * @param counters this process's counters, of which section 0 is the gateway's; stays open as long as this does.
     * @throws IllegalStateException where another gateway has the id.
     */
    public NodeGateway(final GatewayConfiguration config, final RecordSource records, final CountersFile counters) {
        this.config = config;
        this.records = records;
        this.book = counters.book(0);
        final LinkConfig link = config.link();
        final long startMs = System.currentTimeMillis();
        final ShardDirectory directory = new ShardDirectory();
        correlationIds = CorrelationIds.ofRequests(startMs);
        core = new GatewayCore(
                directory,
                new MoveExchange(link, directory, correlationIds, counters),
                new RequestExchange(link, directory, correlationIds),
                new FeedStore(config.feed(), directory::descriptor, counters),
                CorrelationIds.ofConnections(startMs, link.gatewayId()),
                counters);
        streams = new PlayStreams(core, config.play(), this::forget);
        spectators = new SpectateStreams(core, config.spectate());
        claim = GatewayIdClaim.acquire(config.runFolder(), link.gatewayId());
    }

    @Override
    public BindableService gameService() {
        return new GameServiceBinding(streams, spectators, this::getRecord);
    }

    @Override
    public synchronized void start(final EventLoop eventLoop, final Consumer<Boolean> onLinkChange) {
        if (running != null) {
            throw new IllegalStateException("the gateway was started before");
        }
        final SuspectMatches suspects = new SuspectMatches(
                core, Math.max(config.feed().lingerMs(), ASK_AGAIN_MS_MIN), this::forget);
        final GatewayAgent agent =
                new GatewayAgent(config.link(), core, correlationIds, suspects, List.of(streams, spectators),
                        onLinkChange);
        final GatewayClient client = new GatewayClient(config.link(), eventLoop, agent);
        agent.attach(client);
        final Future<?> duty = eventLoop.scheduleWithFixedDelay(
                agent::poll, 0, config.pollIntervalUs(), TimeUnit.MICROSECONDS);
        running = new Running(eventLoop, agent, client, new ShardRequests(core, eventLoop), duty);
    }

    @Override
    public CompletableFuture<MatchId> create(final MatchPlan plan) {
        final Running now = running();
        return now == null ? notStarted() : now.requests().create(plan);
    }

    @Override
    public List<RuleSetDescriptor> rules() {
        return core.directory().rules();
    }

    @Override
    public CompletableFuture<InspectMatchResponse> inspect(final MatchId matchId) {
        final Running now = running();
        return now == null ? notStarted() : now.requests().inspect(matchId);
    }

    @Override
    public void drain() {
        final Running now = running();
        if (now != null && !now.eventLoop().isShuttingDown()) {
            now.eventLoop().execute(() -> {
                now.requests().drain();
                now.agent().drain();
            });
        }
    }

    @Override
    public boolean isIdle() {
        return book.read().inFlight() == 0;
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            final Running last = running;
            running = null;
            last.duty().cancel(false);
            try {
                last.eventLoop().submit(last.client()::close).syncUninterruptibly();
            } catch (final RejectedExecutionException e) {
                // The loop has ended: nothing else touches the client any more.
                last.client().close();
            }
            last.client().awaitClosed();
        }
        claim.close();
    }

    private synchronized Running running() {
        return running;
    }

    private void forget(final MatchFeed feed) {
        GatewayAgent.forget(core, feed);
    }

    private void getRecord(final GetRecordRequest request, final StreamObserver<GetRecordResponse> observer) {
        try {
            final MatchId matchId = MatchId.parse(request.getMatchId());
            if (!isEndFor(matchId, PlayerIdentity.current().playerId())) {
                // The same words as before the end, so that they do not tell of it.
                throw RefusedException.of(ResultCode.RECORD_NOT_FOUND);
            }
            final byte[] record = records.read(matchId);
            observer.onNext(GetRecordResponse.newBuilder()
                    .setRecord(UnsafeByteOperations.unsafeWrap(record))
                    .build());
            observer.onCompleted();
        } catch (final RefusedException e) {
            observer.onError(Refusals.toException(e));
        } catch (final IllegalArgumentException e) {
            observer.onError(
                    Refusals.toException(new RefusedException(ResultCode.INVALID_ARGUMENT, e.getMessage())));
        }
    }

    /** On a virtual thread, which waits for the event loop. */
    private boolean isEndFor(final MatchId matchId, final PlayerId player) {
        final Running now = running();
        if (now == null) {
            throw RefusedException.of(ResultCode.STOPPING);
        }
        try {
            return now.requests()
                    .isEndFor(matchId, player)
                    .get(LOOP_ANSWER_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.of(ResultCode.STOPPING);
        } catch (final ExecutionException e) {
            throw RefusedException.of(ResultCode.STOPPING);
        } catch (final TimeoutException e) {
            throw RefusedException.of(ResultCode.OVERLOADED);
        }
    }

    private static <T> CompletableFuture<T> notStarted() {
        return CompletableFuture.failedFuture(RefusedException.of(ResultCode.SHARD_UNAVAILABLE));
    }
}
