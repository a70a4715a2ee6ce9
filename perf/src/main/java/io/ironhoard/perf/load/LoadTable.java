package io.ironhoard.perf.load;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.perf.bot.BotGame;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.proto.ids.MatchId;
import java.util.List;

/**
 * A group of players that play one match after the other by the schedule. In a turn-based game the table is one actor of
 * the schedule, and whoever's turn it is moves; elsewhere each seat is one. Owned by the loop.
 */
final class LoadTable {
    private final LoadFloor floor;
    private final int firstActor;
    private final int firstPlayer;
    private final int seatCount;
    /** The next deed of each actor of the table that is not done: those after it wait behind it. */
    private final long[] next;
    private LoadMatch match;
    private boolean isOver;

    /**
     * @param floor what all tables share.
     * @param firstActor the number of its first actor in the schedule.
     * @param actorCount how many it has.
     * @param firstPlayer the number of its first player.
     * @param seatCount how many it has.
     */
    LoadTable(
            final LoadFloor floor, final int firstActor, final int actorCount, final int firstPlayer,
            final int seatCount) {
        this.floor = floor;
        this.firstActor = firstActor;
        this.firstPlayer = firstPlayer;
        this.seatCount = seatCount;
        next = new long[actorCount];
    }

    int firstPlayer() {
        return firstPlayer;
    }

    int seatCount() {
        return seatCount;
    }

    /** A match was made for the table. */
    void open(final MatchId matchId, final List<PlayerSession> players) {
        if (isOver) {
            return;
        }
        match = new LoadMatch(floor, this, matchId, seatCount);
        floor.counts().matches++;
        match.open(players);
        floor.flush();
    }

    /** Every seat of the match has joined. */
    void begun() {
        floor.begun(seatCount);
        final long nowNs = System.nanoTime();
        for (int own = 0; own < next.length; own++) {
            goOn(own, nowNs);
        }
    }

    /**
     * A deed is due.
     *
     * @param actor of the schedule.
     * @param deed its number.
     * @param nowNs the time.
     */
    void due(final int actor, final long deed, final long nowNs) {
        final int own = actor - firstActor;
        if (match == null || !match.isPlaying()) {
            return; // it waits for the next match, if there is one
        }
        final boolean isPrompt = next[own] == deed;
        if (advance(own, deed + 1, nowNs) && isPrompt) {
            floor.prompt(floor.schedule().intendedNs(actor, deed));
        }
    }

    /** A seat may be able to move now. */
    void isFree(final LoadSeat seat, final long nowNs) {
        goOn(next.length == 1 ? 0 : seat.number(), nowNs);
    }

    /** An actor's cool-down is over. */
    void cooledDown(final int actor, final long nowNs) {
        goOn(actor - firstActor, nowNs);
    }

    private void goOn(final int own, final long nowNs) {
        if (match != null && match.isPlaying()) {
            advance(own, floor.schedule().released(firstActor + own), nowNs);
        }
    }

    /** Do what was released and can be done; whether anything was submitted. */
    private boolean advance(final int own, final long released, final long nowNs) {
        boolean hasSubmitted = false;
        while (next[own] < released && match.isPlaying() && !floor.isStopped()) {
            final int number = floor.isTurnBased() ? match.game().turn() : own;
            if (number == RuleSet.NO_TURN) {
                return hasSubmitted;
            }
            final LoadSeat seat = match.seat(number);
            if (!seat.isFree() || floor.isTurnBased() && !match.check().isUpToDate(number)) {
                return hasSubmitted;
            }
            final long deed = next[own];
            final long intendedNs = floor.schedule().intendedNs(firstActor + own, deed);
            if (deed >= floor.deeds()) {
                next[own]++;
                seat.resign(intendedNs);
                return true;
            }
            final int length = match.game().choose(number, nowNs, floor.payload());
            if (length == BotGame.NOT_NOW) {
                final long readyNs = match.game().readyNs(number);
                if (readyNs != BotGame.NO_TIME) {
                    floor.coolDown(firstActor + own, readyNs);
                }
                return hasSubmitted;
            }
            next[own]++;
            seat.move(floor.payload(), length, intendedNs);
            hasSubmitted = true;
        }
        return hasSubmitted;
    }

    /** How many moves were due so far, without the giving up. */
    long planned() {
        long planned = 0;
        for (int own = 0; own < next.length; own++) {
            planned += Math.min(floor.deeds(), floor.schedule().released(firstActor + own));
        }
        return planned;
    }

    /** How many of the {@link #planned} ones have not been made. */
    long pending() {
        long pending = planned();
        for (final long done : next) {
            pending -= Math.min(floor.deeds(), done);
        }
        return pending;
    }

    /** The match ended in order, for every seat. */
    void ended() {
        floor.counts().matchesEnded++;
        final LoadMatch last = match;
        match = null;
        floor.ended(last);
        boolean isDone = true;
        for (final long done : next) {
            isDone &= done >= floor.deeds();
        }
        if (isDone) {
            over();
        } else {
            floor.anotherMatch(this);
        }
    }

    /** The match, or the making of one, failed: nobody plays here any more. */
    void broken() {
        match = null;
        over();
    }

    /** Leave whatever goes on. */
    void leave() {
        if (match != null) {
            final LoadMatch last = match;
            match = null;
            last.leave();
        }
        over();
    }

    private void over() {
        if (!isOver) {
            isOver = true;
            floor.over();
        }
    }

    /** Whether nobody plays here any more. */
    boolean isOver() {
        return isOver;
    }

    /** A sentence for people on what goes on, where something does. */
    String unfinished() {
        return match == null ? "no match was made in time" : match.unfinished();
    }
}
