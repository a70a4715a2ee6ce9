package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Rules that do, on demand, what rules must not do. */
final class MisbehavingRules implements RuleSet {
    static final byte THROW = 1;
    static final byte WRITE_BEYOND_THE_STATE = 2;
    static final byte ANSWER_WITH_A_FOREIGN_CODE = 3;
    static final byte GIVE_THE_TURN_TO_NOBODY = 4;
    static final byte END_WITHOUT_A_REASON = 5;
    static final byte END_WITHOUT_A_PLACE = 6;

    private static final RuleSetDescriptor DESCRIPTOR =
            new RuleSetDescriptor("misbehaving", 1, "Misbehaving", 2, 2, 1, false, List.of(), List.of(), List.of());

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return 8;
    }

    @Override
    public int init(
            final MutableDirectBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
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
        switch (move.getByte(offset)) {
            case THROW -> throw new IllegalStateException("on demand");
            case WRITE_BEYOND_THE_STATE -> state.putByte(8, (byte) 1);
            case ANSWER_WITH_A_FOREIGN_CODE -> {
                return 301;
            }
            default -> state.putByte(0, move.getByte(offset));
        }
        return OK;
    }

    @Override
    public void forfeit(final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        throw new IllegalStateException("on demand");
    }

    @Override
    public int turn(final DirectBuffer state) {
        return state.getByte(0) == GIVE_THE_TURN_TO_NOBODY ? -5 : NO_TURN;
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return switch (state.getByte(0)) {
            case END_WITHOUT_A_REASON -> 256;
            case END_WITHOUT_A_PLACE -> 64;
            default -> 0;
        };
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return state.getByte(0) == END_WITHOUT_A_PLACE ? 0 : 1;
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
