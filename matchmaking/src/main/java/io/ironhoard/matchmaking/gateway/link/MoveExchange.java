package io.ironhoard.matchmaking.gateway.link;

import com.google.protobuf.ByteString;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;

/**
 * Moves out, answers back, each exactly once, and the gateway's book of them.
 *
 * <p>A move enters the pending table and the book as received, in one step; it leaves both by one of accepted, rejected
 * and overloaded, before its stream is told. So the book balances whenever it is read:
 * <pre>    received = accepted + rejected + overloaded + (entries in the table)</pre>
 * A move refused here takes the same way through the table, which therefore has room for one above its limit.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class MoveExchange {
    private final int gatewayId;
    private final int pendingMax;
    private final int answerTimeoutMs;
    private final int overloadRetryMs;
    private final ShardDirectory directory;
    private final CorrelationIds correlationIds;
    private final CountersFile counters;
    private final MoveBook book;
    private final PendingTable<MoveWaiter> pending;
    private final Receipt receipt = new Receipt();
    private long nowMs;
    private boolean draining;

    /**
     * @param config limits.
     * @param directory finds shards.
     * @param correlationIds numbers for requests.
     * @param counters this process's counters, section 0.
     */
    public MoveExchange(
            final LinkConfig config,
            final ShardDirectory directory,
            final CorrelationIds correlationIds,
            final CountersFile counters) {
        this.gatewayId = config.gatewayId();
        this.pendingMax = config.movesPendingMax();
        this.answerTimeoutMs = config.answerTimeoutMs();
        this.overloadRetryMs = config.overloadRetryMs();
        this.directory = directory;
        this.correlationIds = correlationIds;
        this.counters = counters;
        this.book = counters.book(0);
        this.pending = new PendingTable<>(Math.min(pendingMax, 4096));
    }

    /**
     * Hand a move to its shard. Its lengths have been checked.
     *
     * @param seat where it comes from.
     * @param action as in {@link io.ironhoard.proto.crypto.MoveSigning}.
     * @param sequence the client's number.
     * @param deadlineMs 0 for none.
     * @param payload the move.
     * @param tag the player's, where the player signs.
     * @param waiter is told how it ended.
     */
    public void submit(
            final SeatBinding seat,
            final int action,
            final int sequence,
            final long deadlineMs,
            final ByteString payload,
            final ByteString tag,
            final MoveWaiter waiter) {
        final long correlationId = receive(seat.shardId(), sequence, waiter);
        if (draining) {
            refuseHere(correlationId, ResultCode.STOPPING);
        } else if (!directory.isReady(seat.shardId())) {
            refuseHere(correlationId, ResultCode.SHARD_UNAVAILABLE);
        } else if (pending.size() > pendingMax || !directory.pulse(seat.shardId()).admits(nowMs)) {
            overload(correlationId);
        } else {
            final IngressPublisher publisher = directory.publisher(seat.shardId());
            boolean offered = false;
            try {
                final Offer offer =
                        publisher.submitMove(seat, correlationId, action, sequence, deadlineMs, payload, tag);
                offered = true;
                switch (offer) {
                    case SENT -> {
                        counters.add(0, GatewayGauge.SUBMITTED, 1);
                        directory.pulse(seat.shardId()).asked(nowMs);
                    }
                    case OVERLOADED -> overload(correlationId);
                    case UNAVAILABLE -> refuseHere(correlationId, ResultCode.SHARD_UNAVAILABLE);
                }
            } finally {
                if (!offered) {
                    refuseHere(correlationId, ResultCode.INTERNAL);
                }
            }
        }
    }

    /**
     * Refuse a move before any shard sees it.
     *
     * @param shardId where it would have gone.
     * @param sequence the client's number.
     * @param code why.
     * @param waiter is told.
     */
    public void refuse(final int shardId, final int sequence, final ResultCode code, final MoveWaiter waiter) {
        refuseHere(receive(shardId, sequence, waiter), code);
    }

    /** Refuse all moves with STOPPING from now on. */
    public void drain() {
        draining = true;
    }

    /** How many moves are unanswered. */
    public int inFlight() {
        return pending.size();
    }

    /**
     * An event came: the answer to a move, where this gateway asked for it.
     *
     * @param event the event.
     */
    public void onMatchEvent(final MatchEventDecoder event) {
        if (event.gatewayId() == gatewayId && event.correlationId() != 0) {
            final PendingTable.Entry<MoveWaiter> entry = pending.remove(event.correlationId());
            if (entry != null) {
                book.accepted(pending.size());
                book.publish();
                entry.waiter().onAccepted(receipt.of(event));
            }
        }
    }

    /**
     * A duplicate's original receipt.
     *
     * @param reply the receipt.
     */
    public void onReceipt(final MoveReceiptDecoder reply) {
        final PendingTable.Entry<MoveWaiter> entry = pending.remove(reply.correlationId());
        if (entry != null) {
            book.accepted(pending.size());
            book.publish();
            entry.waiter().onAccepted(receipt.of(reply));
        }
    }

    /**
     * A shard refused a move.
     *
     * @param correlationId which.
     * @param code why.
     * @param retryAfterMs when a retry may help.
     */
    public void onRejected(final long correlationId, final int code, final int retryAfterMs) {
        final PendingTable.Entry<MoveWaiter> entry = pending.remove(correlationId);
        if (entry != null) {
            if (code == ResultCode.OVERLOADED.code()) {
                book.overloaded(pending.size());
                book.publish();
                entry.waiter().onOverloaded(entry.sequence(), retryAfterMs > 0 ? retryAfterMs : overloadRetryMs);
            } else {
                book.rejected(pending.size());
                book.publish();
                entry.waiter().onRejected(entry.sequence(), code, retryAfterMs);
            }
        }
    }

    /**
     * A shard was lost, and with it the answers to what it was asked.
     *
     * @param shardId which.
     */
    public void onShardLost(final int shardId) {
        pending.removeShard(shardId, this::lose);
    }

    /**
     * Give up what was asked too long ago.
     *
     * @param timeMs the time.
     * @param drained whether all answers that are there were read: only then does silence mean that there is none.
     */
    public void tick(final long timeMs, final boolean drained) {
        nowMs = timeMs;
        if (!drained) {
            return;
        }
        PendingTable.Entry<MoveWaiter> entry = pending.removeExpired(timeMs - answerTimeoutMs);
        while (entry != null) {
            lose(entry);
            entry = pending.removeExpired(timeMs - answerTimeoutMs);
        }
    }

    private long receive(final int shardId, final int sequence, final MoveWaiter waiter) {
        final long correlationId = correlationIds.next();
        pending.add(correlationId, shardId, sequence, nowMs, waiter);
        book.received(pending.size());
        book.publish();
        return correlationId;
    }

    private void refuseHere(final long correlationId, final ResultCode code) {
        final PendingTable.Entry<MoveWaiter> entry = pending.remove(correlationId);
        counters.add(0, GatewayGauge.REFUSED_HERE, 1);
        book.rejected(pending.size());
        book.publish();
        entry.waiter().onRejected(entry.sequence(), code.code(), 0);
    }

    private void overload(final long correlationId) {
        final PendingTable.Entry<MoveWaiter> entry = pending.remove(correlationId);
        counters.add(0, GatewayGauge.REFUSED_HERE, 1);
        book.overloaded(pending.size());
        book.publish();
        entry.waiter().onOverloaded(entry.sequence(), overloadRetryMs);
    }

    /** Whatever is still in the table was handed to its shard: what was not has left it at once. */
    private void lose(final PendingTable.Entry<MoveWaiter> entry) {
        counters.add(0, GatewayGauge.OUTCOME_UNKNOWN, 1);
        book.rejected(pending.size());
        book.publish();
        entry.waiter().onRejected(entry.sequence(), ResultCode.SHARD_UNAVAILABLE.code(), 0);
    }
}
