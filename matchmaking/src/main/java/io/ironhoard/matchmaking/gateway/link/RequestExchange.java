package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.matchmaking.gateway.MatchPlan;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import java.util.ArrayDeque;

/**
 * Requests other than moves, each answered exactly once; and the ends of streams, which are told to shards until they
 * are heard.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class RequestExchange {
    private final int gatewayId;
    private final int pendingMax;
    private final int answerTimeoutMs;
    private final int overloadRetryMs;
    private final ShardDirectory directory;
    private final CorrelationIds correlationIds;
    private final PendingTable<RequestWaiter> pending;
    /** Ends that found no room. Bounded by the streams that there may be. */
    private final ArrayDeque<SeatBinding> ends = new ArrayDeque<>();
    private long nowMs;

    /**
     * @param config limits.
     * @param directory finds shards.
     * @param correlationIds numbers for requests.
     */
    public RequestExchange(
            final LinkConfig config, final ShardDirectory directory, final CorrelationIds correlationIds) {
        this.gatewayId = config.gatewayId();
        this.pendingMax = config.requestsPendingMax();
        this.answerTimeoutMs = config.answerTimeoutMs();
        this.overloadRetryMs = config.overloadRetryMs();
        this.directory = directory;
        this.correlationIds = correlationIds;
        this.pending = new PendingTable<>(Math.min(pendingMax, 1024));
    }

    /**
     * Take a seat for a stream.
     *
     * @param seat the seat.
     * @param player whose stream it is.
     * @param waiter is told.
     */
    public void connectSeat(final SeatBinding seat, final PlayerId player, final RequestWaiter.Seat waiter) {
        final IngressPublisher publisher = admit(seat.shardId(), waiter);
        if (publisher != null) {
            final long correlationId = correlationIds.next();
            settle(seat.shardId(), correlationId, publisher.connectSeat(correlationId, seat, player), waiter);
        }
    }

    /**
     * Tell the shard that a stream has ended. Where the shard is lost there is nothing to tell: it lets go of all seats
     * of this gateway when it hears the next hello.
     *
     * @param seat the stream's seat.
     */
    public void disconnectSeat(final SeatBinding seat) {
        if (directory.isReady(seat.shardId())
                && (!ends.isEmpty()
                        || directory.publisher(seat.shardId()).disconnectSeat(seat) == Offer.OVERLOADED)) {
            ends.addLast(seat);
        }
    }

    /**
     * Ask for a match.
     *
     * @param shardId who shall have it.
     * @param matchId its id.
     * @param plan what it is made of, of a length that can be sent.
     * @param seed 32 secret random bytes.
     * @param waiter is told.
     */
    public void createMatch(
            final int shardId,
            final MatchId matchId,
            final MatchPlan plan,
            final byte[] seed,
            final RequestWaiter.Creation waiter) {
        final IngressPublisher publisher = admit(shardId, waiter);
        if (publisher != null) {
            final long correlationId = correlationIds.next();
            settle(shardId, correlationId, publisher.createMatch(correlationId, matchId, plan, seed), waiter);
        }
    }

    /**
     * Ask what a shard holds of a match.
     *
     * @param shardId who has it.
     * @param matchId the match.
     * @param waiter is told.
     */
    public void inspectMatch(final int shardId, final MatchId matchId, final RequestWaiter.Inspection waiter) {
        final IngressPublisher publisher = admit(shardId, waiter);
        if (publisher != null) {
            final long correlationId = correlationIds.next();
            settle(shardId, correlationId, publisher.inspectMatch(correlationId, matchId), waiter);
        }
    }

    /**
     * Ask what may be seen of a match now. A seat's view is asked for on behalf of its own player alone: the shard does
     * not look.
     *
     * @param shardId who has it.
     * @param matchId the match.
     * @param seat by whom, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT} for the public.
     * @param waiter is told.
     */
    public void viewMatch(
            final int shardId, final MatchId matchId, final int seat, final RequestWaiter.View waiter) {
        final IngressPublisher publisher = admit(shardId, waiter);
        if (publisher != null) {
            final long correlationId = correlationIds.next();
            settle(shardId, correlationId, publisher.viewMatch(correlationId, matchId, seat), waiter);
        }
    }

    /**
     * A seat was connected.
     *
     * @param reply the answer.
     */
    public void onSeatConnected(final SeatConnectedDecoder reply) {
        if (remove(reply.correlationId()) instanceof RequestWaiter.Seat waiter) {
            waiter.onConnected(reply);
        }
    }

    /**
     * A match was opened, by this gateway or another.
     *
     * @param event the event.
     */
    public void onMatchCreated(final MatchCreatedDecoder event) {
        if (event.gatewayId() == gatewayId && remove(event.correlationId()) instanceof RequestWaiter.Creation waiter) {
            waiter.onCreated(event);
        }
    }

    /**
     * A match was inspected.
     *
     * @param reply the answer.
     */
    public void onMatchInspected(final MatchInspectedDecoder reply) {
        if (remove(reply.correlationId()) instanceof RequestWaiter.Inspection waiter) {
            waiter.onInspected(reply);
        }
    }

    /**
     * A match was viewed.
     *
     * @param reply the answer.
     */
    public void onMatchViewed(final MatchViewedDecoder reply) {
        if (remove(reply.correlationId()) instanceof RequestWaiter.View waiter) {
            waiter.onViewed(reply);
        }
    }

    /**
     * A request was refused.
     *
     * @param correlationId which.
     * @param code why.
     * @param retryAfterMs when a retry may help.
     */
    public void onRefused(final long correlationId, final int code, final int retryAfterMs) {
        final RequestWaiter waiter = remove(correlationId);
        if (waiter != null) {
            waiter.onRefused(code, retryAfterMs);
        }
    }

    /**
     * A shard was lost, and with it the answers to what it was asked.
     *
     * @param shardId which.
     */
    public void onShardLost(final int shardId) {
        ends.removeIf(seat -> seat.shardId() == shardId);
        pending.removeShard(
                shardId, entry -> entry.waiter().onRefused(ResultCode.SHARD_UNAVAILABLE.code(), 0));
    }

    /**
     * Tell ends again that found no room, and give up what was asked too long ago.
     *
     * @param timeMs the time.
     * @param drained whether all answers that are there were read: only then does silence mean that there is none.
     */
    public void tick(final long timeMs, final boolean drained) {
        nowMs = timeMs;
        boolean room = true;
        while (room && !ends.isEmpty()) {
            final SeatBinding seat = ends.peekFirst();
            room = !directory.isReady(seat.shardId())
                    || directory.publisher(seat.shardId()).disconnectSeat(seat) != Offer.OVERLOADED;
            if (room) {
                ends.pollFirst();
            }
        }
        if (!drained) {
            return;
        }
        PendingTable.Entry<RequestWaiter> entry = pending.removeExpired(timeMs - answerTimeoutMs);
        while (entry != null) {
            entry.waiter().onRefused(ResultCode.SHARD_UNAVAILABLE.code(), 0);
            entry = pending.removeExpired(timeMs - answerTimeoutMs);
        }
    }

    private IngressPublisher admit(final int shardId, final RequestWaiter waiter) {
        if (!directory.isReady(shardId)) {
            waiter.onRefused(ResultCode.SHARD_UNAVAILABLE.code(), 0);
            return null;
        }
        if (pending.size() >= pendingMax || !directory.pulse(shardId).admits(nowMs)) {
            waiter.onRefused(ResultCode.OVERLOADED.code(), overloadRetryMs);
            return null;
        }
        return directory.publisher(shardId);
    }

    private void settle(
            final int shardId, final long correlationId, final Offer offer, final RequestWaiter waiter) {
        switch (offer) {
            case SENT -> {
                pending.add(correlationId, shardId, 0, nowMs, waiter);
                directory.pulse(shardId).asked(nowMs);
            }
            case OVERLOADED -> waiter.onRefused(ResultCode.OVERLOADED.code(), overloadRetryMs);
            case UNAVAILABLE -> waiter.onRefused(ResultCode.SHARD_UNAVAILABLE.code(), 0);
        }
    }

    private RequestWaiter remove(final long correlationId) {
        final PendingTable.Entry<RequestWaiter> entry = pending.remove(correlationId);
        return entry == null ? null : entry.waiter();
    }
}
