package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.match.Seats;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import java.util.function.Consumer;

/**
 * Who holds which seat: players' streams come, take over and go, and the others are told. All of it lies outside the
 * chain; what follows from staying away is an event of its own. Owned by the shard's thread.
 */
final class SeatConnections {
    private final MatchTable matches;
    private final MatchTimers timers;
    private final ShardReplyEncoder replies;
    private final int epoch;
    private final Consumer<Match> releaseGoneGateway = this::releaseGoneGateway;
    private int goneGatewayId;
    private long nowMs;

    SeatConnections(
            final MatchTable matches,
            final MatchTimers timers,
            final ShardReplyEncoder replies,
            final int epoch) {
        this.matches = matches;
        this.timers = timers;
        this.replies = replies;
        this.epoch = epoch;
    }

    /** A stream asks for a seat. */
    void connect(final ConnectSeatDecoder frame, final long now) {
        final Match match = matches.find(frame.matchIdHigh(), frame.matchIdLow());
        final int code = check(match, frame);
        if (code != ResultCode.ACCEPTED.code()) {
            replies.requestRefused(frame.gatewayId(), frame.correlationId(), code);
            return;
        }
        final int seat = frame.seat();
        match.seats().connect(seat, frame.connectionId(), frame.gatewayId());
        replies.seatConnected(frame, match);
        replies.seatPresence(match, seat);
        if (match.nextIndex() == 0 && match.seats().haveAllConnected()) {
            match.clock().start(now);
            timers.update(match);
        }
    }

    /** A stream has ended. */
    void disconnect(final DisconnectSeatDecoder frame, final long now) {
        final Match match = matches.find(frame.matchIdHigh(), frame.matchIdLow());
        if (match != null
                && frame.seat() < match.seats().count()
                && match.seats().connectionId(frame.seat()) == frame.connectionId()) {
            release(match, frame.seat(), now);
        }
    }

    /** A gateway has ended, or has come back without what it held. Looks at every match: this is rare. */
    void gatewayGone(final int gatewayId, final long now) {
        goneGatewayId = gatewayId;
        nowMs = now;
        matches.forEach(releaseGoneGateway);
    }

    private int check(final Match match, final ConnectSeatDecoder frame) {
        if (frame.epoch() != epoch) {
            return ResultCode.STALE_EPOCH.code();
        }
        if (match == null) {
            return ResultCode.MATCH_NOT_FOUND.code();
        }
        if (frame.seat() >= match.seats().count()) {
            return ResultCode.SEAT_NOT_FOUND.code();
        }
        if (frame.connectionId() == Seats.NOBODY) {
            return ResultCode.MALFORMED_FRAME.code();
        }
        return match.seats().isPlayer(frame.seat(), frame.playerIdHigh(), frame.playerIdLow())
                ? ResultCode.ACCEPTED.code()
                : ResultCode.SEAT_NOT_YOURS.code();
    }

    private void releaseGoneGateway(final Match match) {
        for (int seat = 0; seat < match.seats().count(); seat++) {
            if (match.seats().connectionId(seat) != Seats.NOBODY
                    && match.seats().connectionGateway(seat) == goneGatewayId) {
                release(match, seat, nowMs);
            }
        }
    }

    private void release(final Match match, final int seat, final long now) {
        match.seats().disconnect(seat, now);
        replies.seatPresence(match, seat);
        timers.update(match);
    }
}
