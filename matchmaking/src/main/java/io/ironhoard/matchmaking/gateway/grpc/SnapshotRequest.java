package io.ironhoard.matchmaking.gateway.grpc;

import io.ironhoard.matchmaking.gateway.core.GatewayAgent;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.RequestWaiter;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.MatchViewedDecoder;

/**
 * One snapshot of a match for one stream, such that every event from its index on can still be read here.
 *
 * <p>Replies and events come on streams of their own: the feed may not have come to the snapshot's index yet, or may be
 * past it. Neither matters, because a reader that begins at that index waits for it or catches up. Only where the history
 * from there on was dropped in between is a newer snapshot asked for.
 *
 * <p>Owned by the gateway's event loop.
 */
final class SnapshotRequest implements RequestWaiter.View {
    /** How many snapshots are asked for before the history is given up. */
    private static final int ASKED_MAX = 3;

    private final GatewayCore core;
    private final MatchFeed feed;
    private final int seat;
    private final Outcome outcome;
    private int asked;

    /** Who waits for the snapshot: told once, also after it has ceased to wait. */
    interface Outcome {
        /**
         * Here it is.
         *
         * @param index the index of the first event after it.
         * @param frame the snapshot.
         */
        void onSnapshot(int index, EncodedFrame frame);

        /**
         * There is none.
         *
         * @param refusal why.
         */
        void onSnapshotRefused(RefusedException refusal);
    }

    /**
     * @param core the gateway's core.
     * @param feed the match.
     * @param seat by whom, found to be the stream's own, or {@link io.ironhoard.proto.ipc.StreamIds#NO_SEAT} for the public.
     * @param outcome is told.
     */
    SnapshotRequest(final GatewayCore core, final MatchFeed feed, final int seat, final Outcome outcome) {
        this.core = core;
        this.feed = feed;
        this.seat = seat;
        this.outcome = outcome;
    }

    /** Ask the match's shard. */
    void ask() {
        asked++;
        core.requests().viewMatch(feed.info().shardId(), feed.info().matchId(), seat, this);
    }

    @Override
    public void onViewed(final MatchViewedDecoder reply) {
        final int index = (int) reply.nextIndex();
        if (reply.seat() != seat) {
            throw new IllegalStateException("asked for the view of seat " + seat + " and got that of " + reply.seat());
        }
        core.feeds().resync(feed, index);
        if (index >= feed.base()) {
            outcome.onSnapshot(index, AnswerEncoder.snapshot(reply));
        } else if (asked < ASKED_MAX) {
            ask();
        } else {
            outcome.onSnapshotRefused(SeatJoin.withoutHistory(feed, "the snapshot is of " + index));
        }
    }

    @Override
    public void onRefused(final int code, final int retryAfterMs) {
        final ResultCode known = ResultCode.find(code);
        if (known == ResultCode.MATCH_NOT_FOUND && feed.isEnded()) {
            outcome.onSnapshotRefused(gone());
        } else {
            if (known == ResultCode.MATCH_NOT_FOUND) {
                GatewayAgent.forget(core, feed);
            }
            outcome.onSnapshotRefused(RefusedException.of(code, retryAfterMs));
        }
    }

    /** The match is over and its shard has let go of it, while its events are still kept here. */
    static RefusedException gone() {
        return new RefusedException(
                ResultCode.MATCH_ENDED,
                "the match is over and its shard keeps no view of it any more: ask for its events instead");
    }
}
