package io.ironhoard.matchmaking.gateway.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ServerCall;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.FeedReader;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.MoveWaiter;
import io.ironhoard.matchmaking.gateway.link.Receipt;
import io.ironhoard.matchmaking.gateway.link.SeatBinding;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.Resign;

/**
 * One player's stream for one seat.
 *
 * <pre>
 *   JOINING --join, and the seat is the stream's--> PLAYING
 *      |                                              |  half-closed, or the match over for long:
 *      |                                              |  once all is answered and delivered
 *      +--- refused --------- taken over, cut off ----+--------> CLOSED
 * </pre>
 *
 * <p>Joining is {@link SeatJoin}'s. Every move is answered once, by an acceptance, a rejection or overload, as long as the
 * stream is open. Events are written only while the transport is ready for more, and continue from the match's history
 * when it is again; frames are taken in only then, too, so that answers cannot pile up either. What waits for a slow
 * reader is bounded by the transport's own threshold and the moves in flight.
 *
 * <p>Owned by the gateway's event loop.
 */
final class PlayStream extends ServerCall.Listener<PlayRequest> implements FeedReader, MoveWaiter, SeatJoin.Outcome {
    private static final int NEVER = -1;

    private final GatewayCore core;
    private final PlayConfig config;
    private final PlayStreams streams;
    private final AnswerEncoder answers;
    private final ServerCall<PlayRequest, EncodedFrame> call;
    private final OutboundFrames out;
    private final SeatJoin join;
    private final PlayerId player;
    private final long openedMs;

    private State state = State.JOINING;
    private MatchFeed feed;
    private SeatBinding seat;
    /** The next event to write. */
    private int cursor;
    private int movesInFlight;
    private int movesInFlightMax;
    /** Bits of seats whose presence has changed. */
    private long presenceNews;
    private boolean spectatorsNews;
    /** Since when events have been waiting for the reader; NEVER while none are. */
    private long behindSinceMs = NEVER;
    /** Since when the match's last event is delivered. */
    private long endDeliveredMs = NEVER;

    private boolean joinCame;
    private boolean inboundPaused;
    private boolean halfClosed;
    private boolean stopping;

    /** The match is over and its shard has let go of it: there is nothing left but to read. */
    private boolean readOnly;

    private enum State {
        JOINING,
        PLAYING,
        CLOSED
    }

    PlayStream(
            final GatewayCore core,
            final PlayConfig config,
            final PlayStreams streams,
            final AnswerEncoder answers,
            final ServerCall<PlayRequest, EncodedFrame> call,
            final PlayerId player,
            final long openedMs) {
        this.core = core;
        this.config = config;
        this.streams = streams;
        this.answers = answers;
        this.call = call;
        this.out = new OutboundFrames(call);
        this.join = new SeatJoin(core, streams, player, this);
        this.player = player;
        this.openedMs = openedMs;
        call.request(1);
    }

    /** Whose stream it is. */
    PlayerId player() {
        return player;
    }

    // From the client

    @Override
    public void onMessage(final PlayRequest request) {
        switch (state) {
            case PLAYING -> {
                switch (request.getFrameCase()) {
                    case MOVE -> move(request.getMove());
                    case RESIGN -> resign(request.getResign());
                    case JOIN -> fail(ResultCode.JOIN_EXPECTED, "the stream has joined already");
                    case FRAME_NOT_SET -> fail(ResultCode.MALFORMED_FRAME, "the frame is neither move nor resign");
                }
                if (state == State.PLAYING) {
                    requestNext();
                }
            }
            case JOINING -> {
                // Nothing more is asked for before the join is answered.
                if (request.hasJoin()) {
                    joinCame = true;
                    join.begin(request.getJoin());
                } else {
                    fail(ResultCode.JOIN_EXPECTED, "the first frame of a stream is a join");
                }
            }
            case CLOSED -> {
                // What comes after the end is of no interest.
            }
        }
    }

    @Override
    public void onHalfClose() {
        halfClosed = true;
        if (state == State.JOINING && !joinCame) {
            fail(ResultCode.JOIN_EXPECTED, "the stream ended before its join");
        } else {
            finishWhenDone();
        }
    }

    @Override
    public void onCancel() {
        leave();
        streams.remove(this);
    }

    @Override
    public void onComplete() {
        streams.remove(this);
    }

    @Override
    public void onReady() {
        if (state == State.PLAYING) {
            pump();
            if (inboundPaused && call.isReady()) {
                inboundPaused = false;
                call.request(1);
            }
        }
    }

    private void move(final Move move) {
        submit(
                MoveSigning.ACTION_MOVE,
                move.getSequence(),
                move.getDeadlineMs(),
                move.getPayload(),
                move.getTag());
    }

    private void resign(final Resign resign) {
        submit(MoveSigning.ACTION_RESIGN, resign.getSequence(), 0, ByteString.EMPTY, resign.getTag());
    }

    private void submit(
            final int action, final int sequence, final long deadlineMs, final ByteString payload,
            final ByteString tag) {
        final ResultCode verdict = check(payload, tag);
        movesInFlight++;
        if (verdict == ResultCode.ACCEPTED) {
            core.moves().submit(seat, action, sequence, deadlineMs, payload, tag, this);
        } else {
            core.moves().refuse(seat.shardId(), sequence, verdict, this);
        }
    }

    private ResultCode check(final ByteString payload, final ByteString tag) {
        final int payloadLengthMax = feed.info()
                .descriptor()
                .map(RuleSetDescriptor::moveLengthMax)
                .orElse(RuleSetDescriptor.MOVE_LENGTH_LIMIT);
        if (movesInFlight >= movesInFlightMax) {
            return ResultCode.TOO_MANY_IN_FLIGHT;
        }
        if (payload.size() > payloadLengthMax) {
            return ResultCode.PAYLOAD_TOO_LONG;
        }
        if (tag.size() != (feed.info().gatewaySigns() ? 0 : MoveSigning.TAG_LENGTH)) {
            return ResultCode.TAG_MALFORMED;
        }
        return readOnly ? ResultCode.MATCH_ENDED : ResultCode.ACCEPTED;
    }

    private void requestNext() {
        if (call.isReady()) {
            call.request(1);
        } else {
            inboundPaused = true;
        }
    }

    // From the shard

    @Override
    public void onSeated(final SeatJoin.Seating seating) {
        state = State.PLAYING;
        feed = seating.feed();
        seat = seating.seat();
        cursor = seating.from();
        readOnly = seating.readOnly();
        streams.seated();
        movesInFlightMax = Math.min(
                config.movesInFlightMax(), core.directory().movesInFlightMax(seat.shardId()));
        out.send(answers.joined(
                feed.info(),
                seat,
                new AnswerEncoder.Place(seating.nextIndex(), seating.lastSequence(), movesInFlightMax),
                seating.playerKey(),
                core.directory().durability(seat.shardId())));
        seating.snapshot().ifPresent(out::send);
        feed.attach(seat.seat(), this);
        for (int other = 0; other < feed.info().seatCount(); other++) {
            if (other != seat.seat() && feed.isPresenceKnown(other)) {
                presenceNews |= 1L << other;
            }
        }
        spectatorsNews = feed.spectatorsTold() > 0;
        pump();
        if (state == State.PLAYING) {
            requestNext();
        }
    }

    @Override
    public void onJoinRefused(final RefusedException refusal) {
        fail(refusal);
    }

    @Override
    public void onAccepted(final Receipt receipt) {
        movesInFlight--;
        if (state == State.PLAYING) {
            out.send(answers.accepted(receipt));
            finishWhenDone();
        }
    }

    @Override
    public void onRejected(final int sequence, final int code, final int retryAfterMs) {
        movesInFlight--;
        if (state == State.PLAYING) {
            out.send(answers.rejected(sequence, code, retryAfterMs, feed.info()));
            finishWhenDone();
        }
    }

    @Override
    public void onOverloaded(final int sequence, final int retryAfterMs) {
        movesInFlight--;
        if (state == State.PLAYING) {
            out.send(answers.overloaded(sequence, retryAfterMs));
            finishWhenDone();
        }
    }

    // From the feed

    @Override
    public long connectionId() {
        return seat.connectionId();
    }

    @Override
    public void onEvents() {
        pump();
    }

    @Override
    public void onPresence(final int other) {
        presenceNews |= 1L << other;
        pump();
    }

    @Override
    public void onSpectators() {
        spectatorsNews = true;
        pump();
    }

    @Override
    public void onTakenOver() {
        if (state == State.PLAYING) {
            join.yielded();
            fail(RefusedException.of(ResultCode.SEAT_TAKEN_OVER));
        }
    }

    @Override
    public void onGap() {
        fail(RefusedException.of(ResultCode.SHARD_UNAVAILABLE));
    }

    /** Write what the reader has room for. */
    private void pump() {
        int sent = 0;
        final int next = feed.nextIndex();
        while (cursor < next && out.isReady()) {
            if (cursor < feed.base()) {
                count(sent);
                fail(SeatJoin.withoutHistory(feed, "the stream has come to " + cursor));
                return;
            }
            out.send(feed.frame(cursor++, seat.seat()));
            sent++;
        }
        count(sent);
        while (presenceNews != 0 && cursor >= next && out.isReady()) {
            final int other = Long.numberOfTrailingZeros(presenceNews);
            presenceNews &= presenceNews - 1;
            out.send(feed.presenceFrame(other));
        }
        if (spectatorsNews && cursor >= next && out.isReady()) {
            spectatorsNews = false;
            out.send(feed.spectatorsFrame());
        }
        if (cursor >= next && presenceNews == 0 && !spectatorsNews) {
            behindSinceMs = NEVER;
        } else if (behindSinceMs == NEVER) {
            behindSinceMs = streams.nowMs();
        }
        if (feed.isEnded() && cursor >= next && endDeliveredMs == NEVER) {
            endDeliveredMs = streams.nowMs();
        }
        finishWhenDone();
    }

    private void count(final int events) {
        if (events > 0) {
            core.counters().add(0, GatewayGauge.EVENTS_SENT, events);
        }
    }

    // Endings

    /**
     * Watch the limits of time.
     *
     * @param nowMs the time.
     */
    void tick(final long nowMs) {
        switch (state) {
            case JOINING -> {
                if (joinCame) {
                    join.tick();
                } else if (nowMs - openedMs > config.joinTimeoutMs()) {
                    fail(ResultCode.JOIN_EXPECTED, "no join came within " + config.joinTimeoutMs() + " ms");
                }
            }
            case PLAYING -> {
                if (behindSinceMs != NEVER && nowMs - behindSinceMs > config.behindMaxMs()) {
                    core.counters().add(0, GatewayGauge.SLOW_READERS, 1);
                    fail(RefusedException.of(ResultCode.READER_TOO_SLOW));
                } else {
                    finishWhenDone();
                }
            }
            case CLOSED -> {
                // After the end there are no limits.
            }
        }
    }

    /** The server stops: end as soon as what is in flight is answered; at once where nothing was asked of a shard. */
    void stop() {
        stopping = true;
        if (state == State.JOINING && !join.isConnecting()) {
            fail(RefusedException.of(ResultCode.STOPPING));
        } else {
            finishWhenDone();
        }
    }

    private void finishWhenDone() {
        if (state != State.PLAYING || movesInFlight > 0) {
            return;
        }
        if (stopping) {
            fail(RefusedException.of(ResultCode.STOPPING));
            return;
        }
        final boolean delivered = cursor >= feed.nextIndex();
        final boolean overForLong =
                endDeliveredMs != NEVER && streams.nowMs() - endDeliveredMs > config.endLingerMs();
        if (delivered && (halfClosed || overForLong)) {
            leave();
            out.complete();
        }
    }

    private void fail(final ResultCode code, final String reason) {
        fail(new RefusedException(code, reason));
    }

    private void fail(final RefusedException refusal) {
        if (state != State.CLOSED) {
            leave();
            out.fail(refusal);
        }
    }

    /** Give the seat up, once. */
    private void leave() {
        if (state == State.PLAYING) {
            feed.detach(seat.seat(), this);
            streams.unseated();
        }
        join.close();
        state = State.CLOSED;
    }
}
