package io.ironhoard.perf.bot;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.perf.client.ProtocolException;
import io.ironhoard.perf.wire.EventFrame;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.rules.OptionsView;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A match of a game without secrets and chance, followed by the rules themselves. */
final class OpenGame implements BotGame {
    private final RuleSet rules;
    private final Chooser chooser;
    private final EffectsBuffer effects;
    private final UnsafeBuffer payload;
    private final UnsafeBuffer state;
    private final int seats;

    /** Chooses a move where it is a seat's turn. */
    interface Chooser {
        /**
         * @param state the match's state.
         * @param out where to write the payload.
         * @return its length, or {@link BotGame#NOT_NOW}.
         */
        int choose(DirectBuffer state, byte[] out);
    }

    /**
     * Begin.
     *
     * @param rules shared by all matches of a thread, as the scratch behind it is.
     * @param chooser the same.
     * @param effects the same.
     * @param payload the same.
     * @param header the match.
     */
    OpenGame(
            final RuleSet rules,
            final Chooser chooser,
            final EffectsBuffer effects,
            final UnsafeBuffer payload,
            final MatchHeader header) {
        this.rules = rules;
        this.chooser = chooser;
        this.effects = effects;
        this.payload = payload;
        seats = header.seats().size();
        final OptionsView options = new OptionsView(rules.descriptor()).wrap(new UnsafeBuffer(header.options()), 0);
        state = new UnsafeBuffer(new byte[rules.stateLength(seats, options)]);
        final int code = rules.init(state, seats, options, 0, header.createdMs());
        if (code != RuleSet.OK) {
            throw new IllegalStateException("the rules make no match of the options: code " + code);
        }
    }

    @Override
    public int turn() {
        return rules.turn(state);
    }

    @Override
    public void event(final EventFrame event) throws ProtocolException {
        effects.clear(seats);
        payload.wrap(event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
        switch (event.kind()) {
            case MOVE -> {
                final int code = rules.apply(
                        state, event.seat(), payload, 0, event.payloadLength(), event.timeMs(), effects);
                if (code != RuleSet.OK) {
                    throw new ProtocolException("event " + event.index() + ": the rules refuse it with code " + code);
                }
            }
            case FORFEIT -> {
                for (final Forfeit forfeit : Forfeit.values()) {
                    if (forfeit.endReason().id() == payload.getByte(0)) {
                        rules.forfeit(state, event.seat(), forfeit, event.timeMs(), effects);
                    }
                }
            }
            case TIMER -> rules.onTimer(state, event.timeMs(), effects);
            default -> {
                return; // the server closed the match, which the rules do not know of
            }
        }
        if (rules.endReason(state) != event.endReason()) {
            throw new ProtocolException("event " + event.index() + ": the rules say end reason "
                    + rules.endReason(state) + ", the server " + event.endReason());
        }
    }

    @Override
    public void received(final int seat, final EventFrame event, final long nowNs) {
        // Everybody knows everything.
    }

    @Override
    public int choose(final int seat, final long nowNs, final byte[] out) {
        return rules.turn(state) == seat ? chooser.choose(state, out) : NOT_NOW;
    }

    @Override
    public long readyNs(final int seat) {
        return NO_TIME;
    }
}
