package io.ironhoard.matchmaking.gateway.grpc;

import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.FeedReader;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.RequestWaiter;
import io.ironhoard.matchmaking.gateway.link.SeatBinding;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.v1.Join;
import java.util.Optional;

/**
 * How a stream comes to its seat, and lets go of it.
 *
 * <pre>
 *   WAITING --join--> SEEKING --match found--> CONNECTING --SeatConnected--+---------------> SEATED
 *      |                 |                      |   |                      | with a snapshot:   ^
 *      |                 |                      |   |                      +--> VIEWING --------+
 *      |                 |                      |   +-- the match is over, and the seat was ---+
 *      |                 |                      |       the player's: nothing to do but read   |
 *      +--- refused -----+------ refused -------+------ taken over, cut off, ended ------------+--> CLOSED
 * </pre>
 *
 * <p>A seat, and with it what its player alone may see, is the stream's only once the shard has said so, or where the
 * match's own header names the player.
 *
 * <p>Owned by the gateway's event loop.
 */
final class SeatJoin implements RequestWaiter.Seat, SnapshotRequest.Outcome, FeedReader {
    private final GatewayCore core;
    private final PlayStreams streams;
    private final PlayerId player;
    private final Outcome outcome;

    private State state = State.WAITING;
    private Join join;
    private MatchSearch search;
    private MatchFeed feed;
    private SeatBinding seat;
    /** What waits for its snapshot. */
    private Seating seating;
    /** The shard has been asked for the seat, and may hold it for this stream. */
    private boolean seatAsked;

    private enum State {
        WAITING,
        /** The join named a match that is not known here yet. */
        SEEKING,
        CONNECTING,
        /** The seat is the stream's, which waits for the snapshot to begin with. */
        VIEWING,
        SEATED,
        CLOSED
    }

    /** Who waits for the seat: told once. */
    interface Outcome {
        /**
         * The seat is the stream's.
         *
         * @param seating what it needs to begin.
         */
        void onSeated(Seating seating);

        /**
         * It is not.
         *
         * @param refusal why.
         */
        void onJoinRefused(RefusedException refusal);
    }

    /**
     * What a stream needs to begin.
     *
     * @param feed the match.
     * @param seat the seat, with its key where the gateway signs.
     * @param from the first event wanted.
     * @param nextIndex the index of the match's next event.
     * @param lastSequence the last number accepted from the seat.
     * @param playerKey the seat's key where the player signs; else empty.
     * @param snapshot what to begin with, where it was asked for.
     * @param readOnly the match is over and its shard has let go of it: there is nothing left but to read.
     */
    record Seating(
            MatchFeed feed,
            SeatBinding seat,
            int from,
            int nextIndex,
            int lastSequence,
            byte[] playerKey,
            Optional<EncodedFrame> snapshot,
            boolean readOnly) {
        private Seating with(final int index, final EncodedFrame frame) {
            return new Seating(feed, seat, index, index, lastSequence, playerKey, Optional.of(frame), readOnly);
        }
    }

    SeatJoin(final GatewayCore core, final PlayStreams streams, final PlayerId player, final Outcome outcome) {
        this.core = core;
        this.streams = streams;
        this.player = player;
        this.outcome = outcome;
    }

    /** Whether the shard has been asked for the seat and has not answered yet. */
    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /**
     * The join came.
     *
     * @param asked the frame.
     */
    void begin(final Join asked) {
        join = asked;
        try {
            search = MatchSearch.begin(
                    core.feeds(), asked.getProtocolVersion(), asked.getMatchId(), streams.nowMs());
        } catch (final RefusedException e) {
            refuse(e);
            return;
        }
        state = State.SEEKING;
        seek();
    }

    /** Time has passed. */
    void tick() {
        if (state == State.SEEKING) {
            seek();
        }
    }

    private void seek() {
        final Optional<MatchFeed> found;
        try {
            found = search.look(streams.nowMs());
        } catch (final RefusedException e) {
            refuse(e);
            return;
        }
        found.ifPresent(this::connect);
    }

    private void connect(final MatchFeed found) {
        if (join.getSeat() < 0 || join.getSeat() >= found.info().seatCount()) {
            refuse(
                    ResultCode.SEAT_NOT_FOUND,
                    "seat " + join.getSeat() + " is outside 0.." + (found.info().seatCount() - 1));
            return;
        }
        if (isPlayers(found, join.getSeat())) {
            // Only its own player's joins are counted, so that nobody else can keep a player out.
            final int pauseMs = found.takeJoin(join.getSeat(), join.getSnapshot(), streams.nowMs());
            if (pauseMs > 0) {
                refuse(new RefusedException(
                        ResultCode.RATE_LIMITED,
                        "the seat is joined, or a snapshot of it asked for, more often than is allowed",
                        pauseMs));
                return;
            }
        }
        feed = found;
        final MatchId matchId = search.matchId();
        seat = new SeatBinding(
                feed.info().shardId(),
                matchId.high(),
                matchId.low(),
                join.getSeat(),
                core.connectionIds().next(),
                SeatBinding.NO_KEY);
        state = State.CONNECTING;
        seatAsked = true;
        core.requests().connectSeat(seat, player, this);
    }

    // From the shard

    @Override
    public void onConnected(final SeatConnectedDecoder reply) {
        if (state != State.CONNECTING) {
            return;
        }
        final byte[] seatKey = new byte[SeatKeys.LENGTH];
        reply.getSeatKey(seatKey, 0, seatKey.length);
        final int nextIndex = (int) reply.nextIndex();
        core.feeds().resync(feed, nextIndex);
        final boolean gatewaySigns = feed.info().gatewaySigns();
        seating = new Seating(
                feed,
                gatewaySigns ? seat.withSigningKey(seatKey) : seat,
                join.getResumeFrom(),
                nextIndex,
                (int) reply.lastSequence(),
                gatewaySigns ? SeatBinding.NO_KEY : seatKey,
                Optional.empty(),
                false);
        if (join.getSnapshot()) {
            state = State.VIEWING;
            // Whoever takes the seat, or cuts the feed, while the snapshot is under way, ends this join.
            feed.attach(seat.seat(), this);
            new SnapshotRequest(core, feed, seat.seat(), this).ask();
        } else {
            sit();
        }
    }

    @Override
    public void onRefused(final int code, final int retryAfterMs) {
        if (state != State.CONNECTING) {
            return;
        }
        // Without an answer the shard may have given the seat to this stream, or may yet: it is told of the end then.
        seatAsked = code == ResultCode.SHARD_UNAVAILABLE.code();
        final boolean gone = code == ResultCode.MATCH_NOT_FOUND.code() || code == ResultCode.MATCH_ENDED.code();
        if (gone && feed.isEnded() && isPlayers(feed, seat.seat())) {
            readOn();
        } else {
            if (code == ResultCode.MATCH_NOT_FOUND.code()) {
                streams.matchGone(feed);
            }
            refuse(RefusedException.of(code, retryAfterMs));
        }
    }

    private boolean isPlayers(final MatchFeed match, final int number) {
        return match.info().header().seats().get(number).equals(player);
    }

    private void readOn() {
        if (join.getSnapshot()) {
            refuse(SnapshotRequest.gone());
            return;
        }
        seating = new Seating(
                feed, seat, join.getResumeFrom(), feed.nextIndex(), 0, SeatBinding.NO_KEY, Optional.empty(), true);
        sit();
    }

    @Override
    public void onSnapshot(final int index, final EncodedFrame frame) {
        if (state == State.VIEWING) {
            seating = seating.with(index, frame);
            sit();
        }
    }

    @Override
    public void onSnapshotRefused(final RefusedException refusal) {
        if (state == State.VIEWING) {
            refuse(refusal);
        }
    }

    private void sit() {
        final int from = seating.from();
        if (Integer.compareUnsigned(from, seating.nextIndex()) > 0) {
            refuse(
                    ResultCode.INVALID_ARGUMENT,
                    "resume_from " + Integer.toUnsignedString(from) + " lies behind the next event, "
                            + seating.nextIndex());
        } else if (from < feed.base()) {
            refuse(withoutHistory(feed, "resume_from is " + from));
        } else {
            state = State.SEATED;
            outcome.onSeated(seating);
        }
    }

    // From the feed, while the snapshot is under way

    @Override
    public long connectionId() {
        return seat.connectionId();
    }

    @Override
    public void onEvents() {
        // The snapshot has them, or the stream reads them after it.
    }

    @Override
    public void onPresence(final int other) {
        // The stream looks at it when it begins.
    }

    @Override
    public void onSpectators() {
        // The same.
    }

    @Override
    public void onTakenOver() {
        if (state == State.VIEWING) {
            yielded();
            refuse(RefusedException.of(ResultCode.SEAT_TAKEN_OVER));
        }
    }

    @Override
    public void onGap() {
        if (state == State.VIEWING) {
            refuse(RefusedException.of(ResultCode.SHARD_UNAVAILABLE));
        }
    }

    // Endings

    /** The shard has given the seat to another stream: there is nothing to tell it. */
    void yielded() {
        seatAsked = false;
    }

    /** The stream has ended: give the seat up, once. */
    void close() {
        if (state == State.VIEWING) {
            feed.detach(seat.seat(), this);
        }
        state = State.CLOSED;
        if (seatAsked) {
            seatAsked = false;
            core.requests().disconnectSeat(seat);
        }
    }

    /** Names the first index that is kept: the match can be joined again from there. */
    static RefusedException withoutHistory(final MatchFeed feed, final String where) {
        return new RefusedException(
                ResultCode.HISTORY_NOT_AVAILABLE,
                "events before " + feed.base() + " are no longer kept here, and " + where);
    }

    private void refuse(final ResultCode code, final String reason) {
        refuse(new RefusedException(code, reason));
    }

    private void refuse(final RefusedException refusal) {
        outcome.onJoinRefused(refusal);
    }
}
