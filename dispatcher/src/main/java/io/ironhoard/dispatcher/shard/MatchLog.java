package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import java.lang.foreign.Arena;

/**
 * Steps 6 to 8: what the rules have done becomes a link of the match's chain and an event. Clocks pay here, matches end
 * here. Owned by the shard's thread; allocates nothing after construction.
 */
final class MatchLog {
    private static final int OK = ResultCode.ACCEPTED.code();

    /** The address of a payload of one byte. */
    private final long reason = Arena.global().allocate(1).address();
    private final Outcome outcome;
    private final ShardEventEncoder events;
    private final RulesRunner runner;
    private final MoveHash hash;
    private final int eventsPerMatchMax;
    private long endedCount;

    MatchLog(final ShardEventEncoder events, final RulesRunner runner, final MoveHash hash,
            final int eventsPerMatchMax) {
        this.events = events;
        this.runner = runner;
        outcome = runner.outcome();
        this.hash = hash;
        this.eventsPerMatchMax = eventsPerMatchMax;
    }

    /** How many matches have ended. */
    long endedCount() {
        return endedCount;
    }

    /**
     * A new match's state was set up: let its time begin.
     *
     * @return a result code.
     */
    int opened(final Match match, final long nowMs) {
        if (outcome.endReason() != 0) {
            return ResultCode.INVALID_SETTINGS.code();
        }
        match.rulesTimerMs(Math.max(outcome.rulesTimerMs(), nowMs));
        match.clock().firstTurn(outcome.turn());
        return OK;
    }

    /**
     * Play a move and log it.
     *
     * @return a result code: the rules' where they refuse the move; where they fail, the match is closed for it.
     */
    int submitted(final Match match, final MoveFrame frame, final long nowMs) {
        final int code = runner.apply(match, frame.seat(), frame.payload(), frame.payloadLength(), nowMs);
        if (code == OK) {
            append(match, frame, EventKind.MOVE, frame.seat(), frame.payload(), frame.payloadLength(), nowMs);
        } else if (!ResultCode.isRules(code)) {
            fail(match, code, nowMs);
        }
        return code;
    }

    /** A seat gave up, asked for by a frame or by nobody. */
    int forfeited(
            final Match match, final MoveFrame frame, final int seat, final Forfeit forfeit, final long nowMs) {
        final int code = runner.forfeit(match, seat, forfeit, nowMs);
        if (code != OK) {
            fail(match, code, nowMs);
            return code;
        }
        match.seats().forfeit(seat);
        Memory.putByte(reason, forfeit.endReason().id());
        append(match, frame, EventKind.FORFEIT, seat, reason, 1, nowMs);
        return code;
    }

    /** The rules' own time has come. */
    void timer(final Match match, final long nowMs) {
        final int code = runner.onTimer(match, nowMs);
        if (code == OK) {
            append(match, null, EventKind.TIMER, StreamIds.NO_SEAT, reason, 0, nowMs);
        } else {
            fail(match, code, nowMs);
        }
    }

    /** The rules failed, or took too long: their match ends without a result. */
    void fail(final Match match, final int code, final long nowMs) {
        final boolean isOverrun = code == ResultCode.RULES_OVERRUN.code();
        close(match, isOverrun ? EndReason.RULES_OVERRUN : EndReason.RULES_FAULT, nowMs);
    }

    /** The server ends the match. */
    void close(final Match match, final EndReason endReason, final long nowMs) {
        outcome.close(endReason.id());
        runner.effects().clear(match.seats().count());
        Memory.putByte(reason, endReason.id());
        append(match, null, EventKind.CLOSE, StreamIds.NO_SEAT, reason, 1, nowMs);
    }

    private void append(
            final Match match,
            final MoveFrame frame,
            final EventKind kind,
            final int seat,
            final long payload,
            final int payloadLength,
            final long nowMs) {
        if (match.nextIndex() == 0) {
            match.clock().start(nowMs);
        }
        final int clockSeat = match.clock().runningSeat();
        final long debitMs = match.clock().pay(outcome.turn(), nowMs);
        hash.extend(match.head(), match.nextIndex(), kind.value(), seat, nowMs, payload, payloadLength);
        events.matchEvent(
                match, frame, kind, seat, payload, payloadLength, clockSeat, debitMs, outcome, runner.effects(), nowMs);
        if (frame != null) {
            keepReceipt(match, frame, seat, nowMs);
        }
        match.advance();
        // Rules that ask for a time that has passed act at once, and after a timer not before the next millisecond: one that asks
        // for it for ever costs a bounded number of events a second, and its match in the end.
        match.rulesTimerMs(Math.max(outcome.rulesTimerMs(), kind == EventKind.TIMER ? nowMs + 1 : nowMs));
        if (outcome.endReason() != 0) {
            match.end(outcome.endReason(), nowMs);
            endedCount++;
        } else if (match.nextIndex() >= eventsPerMatchMax - 1) {
            close(match, EndReason.LIMIT, nowMs);
        }
    }

    private static void keepReceipt(final Match match, final MoveFrame frame, final int seat, final long nowMs) {
        final int sequence = frame.sequence();
        match.seats().lastSequence(seat, sequence);
        match.receipts().add(seat, sequence, match.nextIndex(), nowMs, frame.tag(), match.head());
    }
}
