package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.match.MatchPreloader;
import io.ironhoard.dispatcher.match.MatchTable;
import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.validation.FrameCheck;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.dispatcher.validation.RateCheck;
import io.ironhoard.dispatcher.validation.SeatCheck;
import io.ironhoard.dispatcher.validation.SequenceCheck;
import io.ironhoard.dispatcher.validation.TagCheck;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import io.ironhoard.proto.sbe.GatewayHelloDecoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;

/**
 * A shard: its matches and what becomes of each frame.
 *
 * <p>Frames come as decoders whose lengths were found to lie within the frame, and times as arguments; before each call
 * both outlets have room for what one input can make. Owned by the shard's thread. Moves allocate nothing.
 */
public final class ShardEngine {
    private static final int OK = ResultCode.ACCEPTED.code();

    private final MoveBook book;
    private final MatchTable matches;
    private final ComingMoves coming;
    private final FrameCheck frames;
    private final TagCheck tags;
    private final RateCheck rates;
    private final RulesRunner runner;
    private final MatchLog log;
    private final MatchOpener opener;
    private final MatchTimers timers;
    private final SeatConnections connections;
    private final StateHash stateHash = new StateHash();
    private final InstalledRules installedRules;
    private final ShardEventEncoder events;
    private final ShardReplyEncoder replies;
    private final int epoch;
    private long retryAfterMs;
    private long createdCount;

    /**
     * @param settings limits, identity and times.
     * @param installedRules this shard's rule sets.
     * @param resources memory, hash and secret.
     * @param book this shard's account of moves.
     * @param eventOutlet the stream of events.
     * @param replyOutlet the stream of replies.
     * @param faults who is told of rule sets that throw.
     */
    public ShardEngine(
            final ShardSettings settings,
            final InstalledRules installedRules,
            final ShardResources resources,
            final MoveBook book,
            final Outlet eventOutlet,
            final Outlet replyOutlet,
            final RulesFaults faults) {
        this.book = book;
        this.installedRules = installedRules;
        epoch = settings.epoch();
        matches = new MatchTable(settings.matchesMax(), resources.memory(), installedRules);
        frames = new FrameCheck(epoch);
        tags = new TagCheck(resources.hash());
        coming = new ComingMoves(new MatchPreloader(matches), tags, resources.hash());
        rates = new RateCheck(settings.movesPerSecond(), settings.movesBurst());
        runner = new RulesRunner(installedRules, faults);
        events = new ShardEventEncoder(eventOutlet, settings.shardId(), epoch);
        replies = new ShardReplyEncoder(replyOutlet, settings);
        log = new MatchLog(events, runner, resources.hash(), settings.eventsPerMatchMax());
        final MatchKeys keys = new MatchKeys(resources);
        opener = new MatchOpener(settings, matches, installedRules, runner, log, keys, events);
        timers = new MatchTimers(settings.lingerMs(), installedRules);
        connections = new SeatConnections(matches, timers, replies, keys, epoch);
    }

    /**
     * Begin the epoch with its first event.
     *
     * @param nowMs the shard's time.
     */
    public void start(final long nowMs) {
        timers.start(nowMs);
        events.shardStarted(nowMs);
    }

    /**
     * What happens to a move, in order; each step can refuse it with a code of its own, and a refused move changes
     * nothing that is hashed.
     *
     * @param frame the move.
     * @param nowMs the shard's time.
     */
    public void submitMove(final MoveFrame frame, final long nowMs) {
        book.received(1);
        retryAfterMs = 0;
        int code = frames.check(frame);
        Match match = null;
        if (code == OK) {
            match = matches.find(coming.entry(frame), frame.matchIdHigh(), frame.matchIdLow());
            code = SeatCheck.check(match, frame);
        }
        if (code == OK) {
            code = tags.check(match, frame);
        }
        if (code == OK) {
            code = SequenceCheck.check(match, frame);
        }
        if (code == OK) {
            code = checkTime(match, frame, nowMs);
        }
        if (code == OK) {
            code = play(match, frame, nowMs);
        }
        answer(match, frame, code);
    }

    /**
     * Open a match, or refuse to.
     *
     * @param frame what is asked for.
     * @param nowMs the shard's time.
     */
    public void createMatch(final CreateMatchDecoder frame, final long nowMs) {
        final int code = opener.open(frame, nowMs);
        if (code != OK) {
            replies.requestRefused(frame.gatewayId(), frame.correlationId(), code);
            return;
        }
        final Match match = opener.opened();
        createdCount++;
        timers.update(match);
    }

    /**
     * A player's stream asks for a seat.
     *
     * @param frame the request.
     * @param nowMs the shard's time.
     */
    public void connectSeat(final ConnectSeatDecoder frame, final long nowMs) {
        connections.connect(frame, nowMs);
    }

    /**
     * A player's stream has ended.
     *
     * @param frame the notice.
     * @param nowMs the shard's time.
     */
    public void disconnectSeat(final DisconnectSeatDecoder frame, final long nowMs) {
        connections.disconnect(frame, nowMs);
    }

    /**
     * Show a match's hashes.
     *
     * @param frame the request.
     */
    public void inspectMatch(final InspectMatchDecoder frame) {
        final Match match = matches.find(frame.matchIdHigh(), frame.matchIdLow());
        if (match == null) {
            replies.requestRefused(
                    frame.gatewayId(), frame.correlationId(), ResultCode.MATCH_NOT_FOUND.code());
        } else {
            replies.matchInspected(frame, match, stateHash.of(match));
        }
    }

    /**
     * Show what a seat, or the public, may see of a match.
     *
     * @param frame the request.
     * @param nowMs the shard's time.
     */
    public void viewMatch(final ViewMatchDecoder frame, final long nowMs) {
        final Match match = matches.find(frame.matchIdHigh(), frame.matchIdLow());
        int code = checkView(match, frame);
        if (code == OK) {
            final int seat = frame.seat() == StreamIds.NO_SEAT ? RuleSet.PUBLIC : frame.seat();
            final int length = runner.view(match, seat);
            if (length >= 0) {
                replies.matchViewed(frame, match, runner.viewed(match), length, nowMs);
            } else {
                code = -length;
                closeAfterView(match, code, nowMs);
            }
        }
        if (code != OK) {
            replies.requestRefused(frame.gatewayId(), frame.correlationId(), code);
        }
    }

    /**
     * A gateway has come: what a former one of its id held is let go, and it learns what is here.
     *
     * @param frame the greeting.
     */
    public void gatewayHello(final GatewayHelloDecoder frame) {
        connections.gatewayGone(frame.gatewayId());
        replies.shardInfo(frame, installedRules.count());
        for (int i = 0; i < installedRules.count(); i++) {
            replies.ruleSetAnnounced(frame, installedRules.get(i));
        }
    }

    /**
     * A gateway's stream has ended: nobody holds its seats any more.
     *
     * @param gatewayId which.
     */
    public void gatewayGone(final int gatewayId) {
        connections.gatewayGone(gatewayId);
    }

    /**
     * Let go of some of the seats that gone gateways held, and tell the others: as many as one input may cause messages.
     *
     * @param nowMs the shard's time.
     * @return how many.
     */
    public int releaseSeats(final long nowMs) {
        return connections.releaseSome(nowMs);
    }

    /**
     * Answer a move's frame that cannot be decoded.
     *
     * @param gatewayId whose.
     * @param correlationId which.
     * @param code why.
     */
    public void refuseMove(final int gatewayId, final long correlationId, final ResultCode code) {
        book.received(1);
        book.rejected(0);
        replies.moveRejected(gatewayId, correlationId, code.code(), 0);
    }

    /**
     * Answer any other frame that cannot be decoded.
     *
     * @param gatewayId whose.
     * @param correlationId which.
     * @param code why.
     */
    public void refuseRequest(final int gatewayId, final long correlationId, final ResultCode code) {
        replies.requestRefused(gatewayId, correlationId, code.code());
    }

    /**
     * Let one match act whose time has come.
     *
     * @param nowMs the shard's time.
     * @return whether there was one.
     */
    public boolean expireTimer(final long nowMs) {
        final Match match = timers.poll(nowMs);
        if (match == null) {
            return false;
        }
        if (timers.nextDeadlineMs(match) > nowMs) {
            timers.update(match);
        } else if (match.hasEnded()) {
            matches.remove(match);
        } else {
            expire(match, nowMs);
            timers.update(match);
        }
        return true;
    }

    /** Prepares moves that will be submitted next. */
    public ComingMoves coming() {
        return coming;
    }

    /** Make the account of moves visible to others, once for all moves since the last time. */
    public void publishBook() {
        book.publish();
    }

    /** Open matches, ended ones that linger included. */
    public int matchCount() {
        return matches.size();
    }

    /** Matches created since the start. */
    public long createdCount() {
        return createdCount;
    }

    /** Matches ended since the start. */
    public long endedCount() {
        return log.endedCount();
    }

    /** What the matches take of the shard's memory, in bytes. */
    public long matchBytes() {
        return matches.bytes();
    }

    /** How often a rule set has thrown. */
    public long rulesFaultCount() {
        return runner.faultCount();
    }

    /** How often a call of a rule set took longer than its budget. */
    public long rulesOverrunCount() {
        return runner.overrunCount();
    }

    /** Replies that found no receiver, or no room. */
    public long repliesDropped() {
        return replies.dropped();
    }

    private int checkView(final Match match, final ViewMatchDecoder frame) {
        if (frame.epoch() != epoch) {
            return ResultCode.STALE_EPOCH.code();
        }
        if (match == null) {
            return ResultCode.MATCH_NOT_FOUND.code();
        }
        final boolean isSeat = frame.seat() == StreamIds.NO_SEAT || frame.seat() < match.seats().count();
        return isSeat ? OK : ResultCode.SEAT_NOT_FOUND.code();
    }

    /** A view that fails leaves the state as it was, and the match goes on; one that takes too long would do so again. */
    private void closeAfterView(final Match match, final int code, final long nowMs) {
        if (code == ResultCode.RULES_OVERRUN.code() && !match.hasEnded()) {
            log.fail(match, code, nowMs);
            timers.update(match);
        }
    }

    /** Deadline, rate and clock: of new moves only, because a duplicate's receipt is owed at any time. */
    private int checkTime(final Match match, final MoveFrame frame, final long nowMs) {
        if (frame.deadlineMs() != 0 && frame.deadlineMs() <= nowMs) {
            return ResultCode.DEADLINE_PASSED.code();
        }
        final int seat = frame.seat();
        retryAfterMs = rates.spend(match.seats(), seat, nowMs);
        if (retryAfterMs > 0) {
            return ResultCode.RATE_LIMITED.code();
        }
        return match.clock().hasExpired(seat, nowMs) ? ResultCode.CLOCK_EXPIRED.code() : OK;
    }

    private int play(final Match match, final MoveFrame frame, final long nowMs) {
        final int code = frame.action() == MoveSigning.ACTION_RESIGN
                ? log.forfeited(match, frame, frame.seat(), Forfeit.RESIGNED, nowMs)
                : log.submitted(match, frame, nowMs);
        timers.update(match);
        return code;
    }

    private void answer(final Match match, final MoveFrame frame, final int code) {
        if (code == OK) {
            book.accepted(0);
        } else if (code == SequenceCheck.DUPLICATE) {
            book.accepted(0);
            replies.moveReceipt(frame, match);
        } else {
            book.rejected(0);
            replies.moveRejected(frame.gatewayId(), frame.correlationId(), code, retryAfterMs);
        }
    }

    private void expire(final Match match, final long nowMs) {
        if (match.clock().expiresAtMs() <= nowMs) {
            log.forfeited(match, null, match.clock().runningSeat(), Forfeit.TIMED_OUT, nowMs);
        } else if (match.rulesTimerMs() <= nowMs) {
            log.timer(match, nowMs);
        } else {
            forfeitFirstAbsent(match, nowMs);
        }
    }

    private void forfeitFirstAbsent(final Match match, final long nowMs) {
        for (int seat = 0; seat < match.seats().count(); seat++) {
            if (match.seats().forfeitsAtMs(seat) <= nowMs) {
                log.forfeited(match, null, seat, Forfeit.ABANDONED, nowMs);
                return;
            }
        }
    }
}
