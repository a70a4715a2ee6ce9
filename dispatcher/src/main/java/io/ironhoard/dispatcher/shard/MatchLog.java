package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.hash.MoveHash;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Steps 7 and 8: what the rules have done becomes a link of the match's chain and an event. Clocks pay here, matches end
 * here. Owned by the shard's thread; allocates nothing after construction.
 */
final class MatchLog {
    private final UnsafeBuffer reasonByte = new UnsafeBuffer(new byte[1]);
    private final Outcome outcome = new Outcome();
    private final ShardEventEncoder events;
    private final RulesRunner runner;
    private final MoveHash hash;
    private final int eventsPerMatchMax;
    private long endedCount;

    MatchLog(final ShardEventEncoder events, final RulesRunner runner, final MoveHash hash,
            final int eventsPerMatchMax) {
        this.events = events;
        this.runner = runner;
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
        final int code = runner.outcome(match, outcome);
        if (code == ResultCode.ACCEPTED.code() && outcome.endReason() != 0) {
            return ResultCode.INVALID_SETTINGS.code();
        }
        match.rulesTimerMs(Math.max(outcome.rulesTimerMs(), nowMs));
        match.clock().firstTurn(outcome.turn());
        return code;
    }

    /**
     * A move was applied to the state: log it.
     *
     * @return a result code: where the rules cannot even say how the match stands, the match is closed for the fault.
     */
    int submitted(
            final Match match,
            final SubmitMoveDecoder frame,
            final DirectBuffer payload,
            final int payloadLength,
            final long nowMs) {
        final int code = runner.outcome(match, outcome);
        if (code != ResultCode.ACCEPTED.code()) {
            fail(match, code, nowMs);
            return code;
        }
        append(match, frame, EventKind.MOVE, frame.seat(), payload, payloadLength, nowMs);
        return code;
    }

    /** A seat gave up, asked for by a frame or by nobody. */
    int forfeited(
            final Match match,
            final SubmitMoveDecoder frame,
            final int seat,
            final Forfeit forfeit,
            final long nowMs) {
        int code = runner.forfeit(match, seat, forfeit, nowMs);
        if (code == ResultCode.ACCEPTED.code()) {
            code = runner.outcome(match, outcome);
        }
        if (code != ResultCode.ACCEPTED.code()) {
            fail(match, code, nowMs);
            return code;
        }
        match.seats().forfeit(seat);
        reasonByte.putByte(0, (byte) forfeit.endReason().id());
        append(match, frame, EventKind.FORFEIT, seat, reasonByte, 1, nowMs);
        return code;
    }

    /** The rules' own time has come. */
    void timer(final Match match, final long nowMs) {
        int code = runner.onTimer(match, nowMs);
        if (code == ResultCode.ACCEPTED.code()) {
            code = runner.outcome(match, outcome);
        }
        if (code != ResultCode.ACCEPTED.code()) {
            fail(match, code, nowMs);
            return;
        }
        append(match, null, EventKind.TIMER, StreamIds.NO_SEAT, reasonByte, 0, nowMs);
    }

    /** The rules failed, or took too long: their match ends without a result. */
    void fail(final Match match, final int code, final long nowMs) {
        final boolean isOverrun = code == ResultCode.RULES_OVERRUN.code();
        close(match, isOverrun ? EndReason.RULES_OVERRUN : EndReason.RULES_FAULT, nowMs);
    }

    /** The server ends the match. */
    void close(final Match match, final EndReason reason, final long nowMs) {
        outcome.close(reason.id());
        runner.effects().clear(match.seats().count());
        reasonByte.putByte(0, (byte) reason.id());
        append(match, null, EventKind.CLOSE, StreamIds.NO_SEAT, reasonByte, 1, nowMs);
    }

    private void append(
            final Match match,
            final SubmitMoveDecoder frame,
            final EventKind kind,
            final int seat,
            final DirectBuffer payload,
            final int payloadLength,
            final long nowMs) {
        if (match.nextIndex() == 0) {
            match.clock().start(nowMs);
        }
        final int clockSeat = match.clock().runningSeat();
        final long debitMs = match.clock().pay(outcome.turn(), nowMs);
        hash.event(match.nextIndex(), kind.value(), seat, nowMs);
        hash.extend(match.slot(), match.headOffset(), payload, 0, payloadLength);
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

    private static void keepReceipt(
            final Match match, final SubmitMoveDecoder frame, final int seat, final long nowMs) {
        final int sequence = (int) frame.sequence();
        match.seats().lastSequence(seat, sequence);
        match.receipts()
                .add(
                        seat,
                        sequence,
                        match.nextIndex(),
                        nowMs,
                        frame.buffer(),
                        frame.offset() + SubmitMoveDecoder.tagEncodingOffset(),
                        match.headOffset());
    }
}
