package io.ironhoard.matchmaking.gateway.core;

import com.google.protobuf.UnsafeByteOperations;
import io.ironhoard.matchmaking.gateway.MatchFactory;
import io.ironhoard.matchmaking.gateway.MatchInspector;
import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.IngressPublisher;
import io.ironhoard.matchmaking.gateway.link.RequestWaiter;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.v1.InspectMatchResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What the rest of the process asks of shards: from any thread to the event loop, and back as a future.
 */
public final class ShardRequests implements MatchFactory, MatchInspector {
    private final GatewayCore core;
    private final Executor eventLoop;
    private final SecureRandom random = new SecureRandom();
    /** Owned by the event loop. */
    private boolean draining;

    /**
     * @param core what the event loop owns.
     * @param eventLoop runs what is asked.
     */
    public ShardRequests(final GatewayCore core, final Executor eventLoop) {
        this.core = core;
        this.eventLoop = eventLoop;
    }

    /** Refuse new matches from now on. On the event loop. */
    public void drain() {
        draining = true;
    }

    @Override
    public CompletableFuture<MatchId> create(final MatchPlan plan) {
        final MatchId matchId = new MatchId(random.nextLong(), random.nextLong());
        final byte[] seed = new byte[HeadPreimage.SEED_LENGTH];
        random.nextBytes(seed);
        final CompletableFuture<MatchId> future = new CompletableFuture<>();
        if (IngressPublisher.createMatchLength(plan) > StreamIds.MESSAGE_LENGTH_MAX) {
            future.completeExceptionally(new RefusedException(
                    ResultCode.INVALID_SETTINGS, "the match's options are too long for one message"));
            return future;
        }
        hop(future, () -> {
            final int shardId = core.directory().leastLoaded();
            if (draining) {
                future.completeExceptionally(RefusedException.of(ResultCode.STOPPING));
            } else if (shardId < 0) {
                future.completeExceptionally(RefusedException.of(ResultCode.SHARD_UNAVAILABLE));
            } else {
                core.directory().matchOpened(shardId);
                core.requests().createMatch(shardId, matchId, plan, seed, new Creation(shardId, matchId, plan, future));
            }
        });
        return future;
    }

    @Override
    public List<RuleSetDescriptor> rules() {
        return core.directory().rules();
    }

    @Override
    public CompletableFuture<InspectMatchResponse> inspect(final MatchId matchId) {
        final CompletableFuture<InspectMatchResponse> future = new CompletableFuture<>();
        hop(future, () -> {
            final Optional<MatchFeed> feed = core.feeds().find(matchId);
            if (feed.isPresent()) {
                core.requests().inspectMatch(feed.get().info().shardId(), matchId, new Inspection(future));
            } else {
                future.completeExceptionally(
                        new RefusedException(ResultCode.MATCH_NOT_FOUND, "match " + matchId + " is not open here"));
            }
        });
        return future;
    }

    /**
     * Whether somebody may know how a match ended: {@link io.ironhoard.matchmaking.gateway.feed.FeedStore#isEndFor}.
     *
     * @param matchId a match.
     * @param player who asks.
     * @return the answer; fails with STOPPING where the event loop has ended.
     */
    public CompletableFuture<Boolean> isEndFor(final MatchId matchId, final PlayerId player) {
        final CompletableFuture<Boolean> future = new CompletableFuture<>();
        hop(future, () -> future.complete(core.feeds().isEndFor(matchId, player)));
        return future;
    }

    private void hop(final CompletableFuture<?> future, final Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (final RejectedExecutionException e) {
            future.completeExceptionally(RefusedException.of(ResultCode.STOPPING));
        }
    }

    /** While the shard has not answered, the match counts as open there; then its own event does. */
    private final class Creation implements RequestWaiter.Creation {
        private final int shardId;
        private final MatchId matchId;
        private final MatchPlan plan;
        private final CompletableFuture<MatchId> future;

        private Creation(
                final int shardId,
                final MatchId matchId,
                final MatchPlan plan,
                final CompletableFuture<MatchId> future) {
            this.shardId = shardId;
            this.matchId = matchId;
            this.plan = plan;
            this.future = future;
        }

        @Override
        public void onCreated(final MatchCreatedDecoder event) {
            core.directory().matchClosed(shardId);
            future.complete(matchId);
        }

        @Override
        public void onRefused(final int code, final int retryAfterMs) {
            core.directory().matchClosed(shardId);
            future.completeExceptionally(rules().stream()
                    .filter(rules -> rules.id().equals(plan.rules()) && rules.version() == plan.version())
                    .findFirst()
                    .map(rules -> RefusedException.of(code, retryAfterMs, rules))
                    .orElseGet(() -> RefusedException.of(code, retryAfterMs)));
        }
    }

    private static final class Inspection implements RequestWaiter.Inspection {
        private final CompletableFuture<InspectMatchResponse> future;

        private Inspection(final CompletableFuture<InspectMatchResponse> future) {
            this.future = future;
        }

        @Override
        public void onInspected(final MatchInspectedDecoder reply) {
            final byte[] head = new byte[MatchInspectedDecoder.headLength()];
            reply.getHead(head, 0, head.length);
            final byte[] stateHash = new byte[MatchInspectedDecoder.stateHashLength()];
            reply.getStateHash(stateHash, 0, stateHash.length);
            final InspectMatchResponse.Builder response = InspectMatchResponse.newBuilder()
                    .setMatchId(new MatchId(reply.matchIdHigh(), reply.matchIdLow()).toString())
                    .setShard(reply.shardId())
                    .setEpoch(reply.epoch())
                    .setNextIndex((int) reply.nextIndex())
                    .setHead(UnsafeByteOperations.unsafeWrap(head))
                    .setStateHash(UnsafeByteOperations.unsafeWrap(stateHash));
            for (final MatchInspectedDecoder.SeatsDecoder seat : reply.seats()) {
                response.addLastSequences((int) seat.lastSequence()).addPresent(seat.present() == BooleanType.YES);
            }
            future.complete(response.build());
        }

        @Override
        public void onRefused(final int code, final int retryAfterMs) {
            future.completeExceptionally(RefusedException.of(code, retryAfterMs));
        }
    }
}
