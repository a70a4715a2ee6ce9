package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Rules for many that end by themselves at their second timer, whoever gives up. */
final class TimedRules implements RuleSet {
    static final int TIME_IS_UP = 64;

    private static final int PERIOD_MS = 1_000;
    private static final int TICKS = 8;
    private static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            "timed",
            1,
            "Timed",
            2,
            8,
            1,
            false,
            List.of(),
            List.of(),
            List.of(new Meaning(TIME_IS_UP, "TIME_IS_UP", "time is up")));

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return 16;
    }

    @Override
    public int init(
            final MutableDirectBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
        state.putLong(0, nowMs + PERIOD_MS);
        return OK;
    }

    @Override
    public int apply(
            final MutableDirectBuffer state,
            final int seat,
            final DirectBuffer move,
            final int offset,
            final int length,
            final long nowMs, final Effects effects) {
        return OK;
    }

    @Override
    public void forfeit(final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        // The others play on.
    }

    @Override
    public int turn(final DirectBuffer state) {
        return NO_TURN;
    }

    @Override
    public long nextTimerMs(final DirectBuffer state) {
        return state.getLong(0);
    }

    @Override
    public void onTimer(final MutableDirectBuffer state, final long nowMs, final Effects effects) {
        state.putLong(0, nowMs + PERIOD_MS);
        state.putInt(TICKS, state.getInt(TICKS) + 1);
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return state.getInt(TICKS) == 2 ? TIME_IS_UP : 0;
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return 1;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return 1;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        return 0;
    }
}
