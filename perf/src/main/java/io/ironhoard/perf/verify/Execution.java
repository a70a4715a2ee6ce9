package io.ironhoard.perf.verify;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordedEvent;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.EventKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** One record's events, executed by the rules from its seed, options and times. Single-threaded, used once. */
public final class Execution {
    private final RuleSet rules;
    private final MatchRecord record;
    private final MatchHeader header;
    private final int seats;
    private final boolean[] hasForfeited;
    private final ClockBounds clocks;
    private final EffectsBuffer effects = new EffectsBuffer();
    private final ExecutionListener listener;
    private UnsafeBuffer state;
    private boolean isClosed;

    /**
     * @param rules an instance of the record's rule set.
     * @param record the record; its chain holds.
     * @param listener who follows.
     */
    public Execution(final RuleSet rules, final MatchRecord record, final ExecutionListener listener) {
        this.rules = rules;
        this.listener = listener;
        this.record = record;
        header = record.header();
        seats = header.seats().size();
        hasForfeited = new boolean[seats];
        clocks = new ClockBounds(
                seats, header.clockInitialMs(), header.clockIncrementMs(), header.createdMs());
    }

    /**
     * Execute it.
     *
     * @throws RecordException naming the first event that the rules do not agree with, or the end.
     */
    public void run() throws RecordException {
        open();
        long timeMs = header.createdMs();
        for (final RecordedEvent event : record.events()) {
            final String place = describe(event);
            require(!isOver(), place, "the match was over before it");
            require(event.timeMs() >= timeMs, place, "it is earlier than what went before it");
            timeMs = event.timeMs();
            effects.clear(seats);
            execute(event, place);
            listener.onEvent(rules, state, event, effects);
            clocks.pay(isOver() ? RuleSet.NO_TURN : rules.turn(state), timeMs);
        }
        checkEnd();
        listener.onEnd();
    }

    private void open() throws RecordException {
        final RuleSetDescriptor descriptor = rules.descriptor();
        require(seats >= descriptor.seatsMin() && seats <= descriptor.seatsMax(), "header", seats + " seats");
        final UnsafeBuffer encoded = new UnsafeBuffer(header.options());
        final OptionsView options = new OptionsView(descriptor);
        require(options.isValid(encoded, 0, encoded.capacity()), "header", "the options are not this rule set's");
        final long seed = ByteBuffer.wrap(record.seed()).order(ByteOrder.LITTLE_ENDIAN).getLong();
        state = new UnsafeBuffer(new byte[rules.stateLength(seats, options.wrap(encoded, 0))]);
        final int code = rules.init(state, seats, options.wrap(encoded, 0), seed, header.createdMs());
        require(code == RuleSet.OK, "header", "the rules make no match of these options: " + name(code));
        listener.onStart(rules, state, options);
        final List<RecordedEvent> events = record.events();
        clocks.start(
                rules.turn(state),
                events.isEmpty() ? header.createdMs() : events.getFirst().timeMs());
    }

    private void execute(final RecordedEvent event, final String place) throws RecordException {
        switch (kindOf(event)) {
            case MOVE -> move(event, place);
            case FORFEIT -> forfeit(event, place);
            case TIMER -> {
                require(rules.nextTimerMs(state) <= event.timeMs(), place, "the rules had set no time for it");
                rules.onTimer(state, event.timeMs(), effects);
            }
            case CLOSE -> {
                final int reason = reasonOf(event, place);
                require(
                        reason == EndReason.RULES_FAULT.id()
                                || reason == EndReason.RULES_OVERRUN.id()
                                || reason == EndReason.LIMIT.id(),
                        place,
                        "a server does not close a match for reason " + reason);
                require(reason == record.endReason(), place, "the end has another reason, " + record.endReason());
                isClosed = true;
            }
            default -> throw new RecordException(place + ": there is no such kind of event");
        }
    }

    private void move(final RecordedEvent event, final String place) throws RecordException {
        requireSeat(event, place);
        require(
                event.payload().length <= rules.descriptor().moveLengthMax(),
                place,
                "its payload is longer than a move may be");
        require(!clocks.mustBeOver(event.seat(), event.timeMs()), place, "the seat's time was over");
        final UnsafeBuffer payload = new UnsafeBuffer(event.payload());
        final int code = rules.apply(state, event.seat(), payload, 0, event.payload().length, event.timeMs(), effects);
        require(code == RuleSet.OK, place, "the rules refuse it with " + name(code));
    }

    private void forfeit(final RecordedEvent event, final String place) throws RecordException {
        requireSeat(event, place);
        final int reason = reasonOf(event, place);
        final Forfeit forfeit = Arrays.stream(Forfeit.values())
                .filter(each -> each.endReason().id() == reason)
                .findFirst()
                .orElseThrow(() -> new RecordException(place + ": nobody gives up for reason " + reason));
        switch (forfeit) {
            case TIMED_OUT ->
                    require(clocks.canBeOver(event.seat(), event.timeMs()), place, "the seat had time left");
            case ABANDONED ->
                    require(
                            event.timeMs() >= header.createdMs() + header.abandonGraceMs(),
                            place,
                            "the grace was not over");
            case RESIGNED -> {}
        }
        hasForfeited[event.seat()] = true;
        rules.forfeit(state, event.seat(), forfeit, event.timeMs(), effects);
    }

    private void checkEnd() throws RecordException {
        require(isOver(), "end", "by the rules the match goes on");
        if (isClosed) {
            return;
        }
        final int reason = rules.endReason(state);
        require(reason == record.endReason(), "end",
                "the rules say reason " + reason + ", the record " + record.endReason());
        final List<Standing> standings = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
            standings.add(new Standing(rules.placement(state, seat), rules.score(state, seat)));
        }
        require(
                standings.equals(record.standings()),
                "standings",
                "the rules say " + standings + ", the record " + record.standings());
    }

    private void requireSeat(final RecordedEvent event, final String place) throws RecordException {
        require(event.seat() < seats, place, "there is no such seat");
        require(!hasForfeited[event.seat()], place, "the seat had given up");
    }

    private boolean isOver() {
        return isClosed || rules.endReason(state) != 0;
    }

    private String name(final int code) {
        final ResultCode known = ResultCode.find(code);
        if (known != null) {
            return code + " " + known;
        }
        return rules.descriptor().codes().stream()
                .filter(meaning -> meaning.id() == code)
                .map(meaning -> code + " " + meaning.name())
                .findFirst()
                .orElse("code " + code);
    }

    private static EventKind kindOf(final RecordedEvent event) {
        for (final EventKind kind : EventKind.values()) {
            if (kind.value() == event.kind()) {
                return kind;
            }
        }
        return EventKind.NULL_VAL;
    }

    private static int reasonOf(final RecordedEvent event, final String place) throws RecordException {
        require(event.payload().length == 1, place, "its payload is not one byte");
        return event.payload()[0] & 0xFF;
    }

    private static String describe(final RecordedEvent event) {
        final String kind =
                switch (kindOf(event)) {
                    case MOVE -> "move of seat " + event.seat();
                    case FORFEIT -> "forfeit of seat " + event.seat();
                    case TIMER -> "timer of the rules";
                    case CLOSE -> "close by the server";
                    default -> "kind " + event.kind();
                };
        return "event " + event.index() + " (" + kind + ")";
    }

    private static void require(final boolean holds, final String place, final String otherwise)
            throws RecordException {
        if (!holds) {
            throw new RecordException(place + ": " + otherwise);
        }
    }
}
