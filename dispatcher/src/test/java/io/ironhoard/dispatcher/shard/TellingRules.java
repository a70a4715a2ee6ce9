package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Rules that tell, on demand, everybody or one seat something; the state is the number of moves, and room for more. */
final class TellingRules implements RuleSet {
    static final byte TELL_ALL = 1;
    static final byte TELL_MOVER = 2;
    static final byte TELL_EACH = 3;
    static final byte TELL_AND_REFUSE = 4;
    static final byte TELL_TWICE = 5;
    static final byte TELL_TOO_MUCH = 6;
    static final byte TELL_NOBODY_S_SEAT = 7;
    static final byte TELL_AS_MUCH_AS_POSSIBLE = 8;
    static final int REFUSED = 600;
    static final int FORFEIT_PART = 77;

    private static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            "telling", 1, "Telling", 2, 4, 2, false, List.of(), List.of(new Meaning(REFUSED, "REFUSED", "on demand")),
            List.of());

    private final UnsafeBuffer part = new UnsafeBuffer(new byte[Effects.LENGTH_LIMIT + 1]);
    private int viewLength = 3;
    private int stateLength = 1;
    private final List<DirectBuffer> kept = new ArrayList<>();

    /** What the next views answer with as their length. */
    void viewLength(final int length) {
        viewLength = length;
    }

    /** How long the states of further matches are. */
    void stateLength(final int length) {
        stateLength = length;
    }

    /** Every buffer that these rules were handed, kept against the rules. */
    List<DirectBuffer> kept() {
        return kept;
    }

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return stateLength;
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
            final long nowMs,
            final Effects effects) {
        kept.add(state);
        part.putByte(0, move.getByte(offset + 1));
        switch (move.getByte(offset)) {
            case TELL_ALL -> effects.toAll(part, 0, 1);
            case TELL_MOVER -> effects.toSeat(seat, part, 0, 1);
            case TELL_EACH -> {
                effects.toSeat(1, part, 0, 1);
                effects.toSeat(0, part, 0, 2);
                effects.toAll(part, 0, 3);
            }
            case TELL_AND_REFUSE -> {
                effects.toAll(part, 0, 1);
                effects.toSeat(seat, part, 0, 1);
                return REFUSED;
            }
            case TELL_TWICE -> {
                effects.toSeat(seat, part, 0, 1);
                effects.toSeat(seat, part, 0, 1);
            }
            case TELL_TOO_MUCH -> effects.toAll(part, 0, Effects.LENGTH_LIMIT + 1);
            case TELL_NOBODY_S_SEAT -> effects.toSeat(2, part, 0, 1);
            case TELL_AS_MUCH_AS_POSSIBLE -> effects.toSeat(seat, part, 0, Effects.LENGTH_LIMIT);
            default -> {
                // Nobody is told anything.
            }
        }
        state.putByte(0, (byte) (state.getByte(0) + 1));
        return OK;
    }

    @Override
    public void forfeit(
            final MutableDirectBuffer state,
            final int seat,
            final Forfeit forfeit,
            final long nowMs,
            final Effects effects) {
        part.putByte(0, (byte) FORFEIT_PART);
        effects.toAll(part, 0, 1);
    }

    @Override
    public int turn(final DirectBuffer state) {
        return NO_TURN;
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return 0;
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return 1;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return 3;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        kept.add(state);
        kept.add(out);
        out.putByte(offset, (byte) seat);
        out.putByte(offset + 1, state.getByte(0));
        return viewLength;
    }
}
