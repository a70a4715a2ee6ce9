package io.ironhoard.perf.load;

import io.ironhoard.perf.bot.BotGame;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.EventFrame;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.sbe.EventKind;
import java.util.List;

/** One match from its joins to the end of its last stream. Owned by the loop. */
final class LoadMatch {
    private final LoadFloor floor;
    private final LoadTable table;
    private final MatchCheck check;
    private final LoadSeat[] seats;
    private BotGame game;
    private int joined;
    private int left;
    private boolean isBroken;

    LoadMatch(final LoadFloor floor, final LoadTable table, final MatchId matchId, final int seatCount) {
        this.floor = floor;
        this.table = table;
        check = new MatchCheck(matchId, seatCount, floor.scratch());
        seats = new LoadSeat[seatCount];
        for (int seat = 0; seat < seatCount; seat++) {
            seats[seat] = new LoadSeat(floor, this, seat);
        }
    }

    /** Open every seat's stream. */
    void open(final List<PlayerSession> players) {
        for (int seat = 0; seat < seats.length && !isBroken; seat++) {
            seats[seat].open(players.get(seat).authorization());
        }
    }

    LoadTable table() {
        return table;
    }

    MatchCheck check() {
        return check;
    }

    /** The bots' view of it, from the first join on. */
    BotGame game() {
        return game;
    }

    LoadSeat seat(final int number) {
        return seats[number];
    }

    /** Whether every seat has joined and nothing has ended it. */
    boolean isPlaying() {
        return joined == seats.length && !isBroken && !check.isEnded();
    }

    /** A seat has joined. */
    void joined() {
        if (game == null) {
            game = floor.bots().open(check.header().orElseThrow());
        }
        if (++joined == seats.length) {
            table.begun();
        }
    }

    /** The first copy of an event. */
    void event(final EventFrame event) throws ProtocolException {
        floor.counts().heads++;
        final boolean isResignation = event.kind() == EventKind.FORFEIT
                && event.payloadBuffer()[event.payloadOffset()] == EndReason.RESIGNATION.id();
        if (event.kind() == EventKind.MOVE || isResignation) {
            check.history().intendedNs(event.index(), seats[event.seat()].intendedNs(event));
        }
        game.event(event);
    }

    /** A seat got an event, which may have been what it waited for. */
    void received(final LoadSeat seat, final long nowNs) {
        table.isFree(seat, nowNs);
    }

    /** A seat's submission was answered. */
    void isFree(final LoadSeat seat, final long nowNs) {
        table.isFree(seat, nowNs);
    }

    /** A seat's stream ended in order. */
    void left(final LoadSeat seat) {
        if (++left == seats.length && !isBroken) {
            try {
                check.finish();
            } catch (final ProtocolException e) {
                floor.faults().add(describe(seat) + e.getMessage());
            }
            table.ended();
        }
    }

    /** Something was wrong: the match is left by everybody. */
    void broken(final LoadSeat seat, final String why) {
        if (isBroken) {
            return;
        }
        isBroken = true;
        floor.faults().add(describe(seat) + why);
        leave();
        table.broken();
    }

    /** Leave it, whatever goes on in it. */
    void leave() {
        isBroken = true;
        for (final LoadSeat each : seats) {
            each.leave();
        }
    }

    /** A sentence for people on what it waits for. */
    String unfinished() {
        final StringBuilder sentence = new StringBuilder("match " + check.matchId() + " has not ended");
        if (joined < seats.length) {
            return sentence.append(": ").append(joined).append(" of ").append(seats.length)
                    .append(" seats have joined").toString();
        }
        for (final LoadSeat seat : seats) {
            if (!check.isUpToDate(seat.number())) {
                sentence.append("; seat ").append(seat.number()).append(" waits for event ")
                        .append(check.next(seat.number())).append(" of ").append(check.history().count());
            }
            if (seat.isWaiting()) {
                sentence.append("; seat ").append(seat.number()).append(" waits for an answer");
            }
        }
        return sentence.toString();
    }

    private String describe(final LoadSeat seat) {
        return "match " + check.matchId() + ", seat " + seat.number() + ": ";
    }
}
