package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.match.Seats;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.crypto.SeatKeys;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import java.util.Arrays;

/**
 * Who holds which seat: players' streams come, take over and go, and the others are told. All of it lies outside the
 * chain; what follows from staying away is an event of its own. Owned by the shard's thread.
 */
final class SeatConnections {
    private static final int GATEWAY_ID_LIMIT = StreamIds.GATEWAYS_LIMIT;
    private static final int NO_SWEEP = -1;
    private static final int SLOTS_PER_STEP = 4096;
    /** With the seats of one more match, their messages fit {@link Outlet#ROOM_FOR_ONE_INPUT}. */
    private static final int SEATS_PER_STEP = 256;

    private final MatchTable matches;
    private final MatchTimers timers;
    private final ShardReplyEncoder replies;
    private final MatchKeys keys;
    private final byte[] seatKey = new byte[SeatKeys.LENGTH];
    private final int epoch;
    /** By gateway id, how often that gateway has gone: a seat held in an earlier life of its gateway is nobody's. */
    private final int[] lives = new int[GATEWAY_ID_LIMIT];
    private int sweptSlot = NO_SWEEP;
    private long removedAtSweepStart;

    SeatConnections(
            final MatchTable matches,
            final MatchTimers timers,
            final ShardReplyEncoder replies,
            final MatchKeys keys,
            final int epoch) {
        this.matches = matches;
        this.timers = timers;
        this.replies = replies;
        this.keys = keys;
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
        match.seats().connect(seat, frame.connectionId(), owner(frame.gatewayId()));
        keys.derive(match, seat, seatKey);
        replies.seatConnected(frame, match, seatKey);
        Arrays.fill(seatKey, (byte) 0);
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

    /** A gateway has ended, or has come back without what it held: {@link #releaseSome} lets go of its seats. */
    void gatewayGone(final int gatewayId) {
        lives[gatewayId]++;
        startSweep();
    }

    /**
     * Let go of some of the seats that gone gateways held: few enough that telling of it fits one input's room, of a
     * bounded number of matches.
     *
     * @return how many seats were let go; 0 also where there is nothing left to do.
     */
    int releaseSome(final long now) {
        int released = 0;
        for (int i = 0; i < SLOTS_PER_STEP && sweptSlot != NO_SWEEP && released < SEATS_PER_STEP; i++) {
            final Match match = matches.at(sweptSlot);
            if (match != null) {
                released += releaseGone(match, now);
            }
            nextSlot();
        }
        return released;
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

    private int releaseGone(final Match match, final long now) {
        int released = 0;
        for (int seat = 0; seat < match.seats().count(); seat++) {
            if (match.seats().connectionId(seat) != Seats.NOBODY && isGone(match.seats().connectionOwner(seat))) {
                release(match, seat, now);
                released++;
            }
        }
        return released;
    }

    private void startSweep() {
        sweptSlot = 0;
        removedAtSweepStart = matches.removedCount();
    }

    /** A match that was taken out meanwhile may have moved others into slots already looked at: look again. */
    private void nextSlot() {
        if (++sweptSlot == matches.slotCount()) {
            if (matches.removedCount() == removedAtSweepStart) {
                sweptSlot = NO_SWEEP;
            } else {
                startSweep();
            }
        }
    }

    private int owner(final int gatewayId) {
        return lives[gatewayId] * GATEWAY_ID_LIMIT + gatewayId;
    }

    private boolean isGone(final int owner) {
        return owner != owner(Integer.remainderUnsigned(owner, GATEWAY_ID_LIMIT));
    }

    private void release(final Match match, final int seat, final long now) {
        match.seats().disconnect(seat, now);
        replies.seatPresence(match, seat);
        timers.update(match);
    }
}
