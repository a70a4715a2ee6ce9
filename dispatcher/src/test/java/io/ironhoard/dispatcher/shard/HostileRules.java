package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Rules that attack the engine with what they are handed. A move's first byte says how; the others mean nothing. */
final class HostileRules implements RuleSet {
    static final int STATE_LENGTH = 16;

    private static final RuleSetDescriptor DESCRIPTOR =
            new RuleSetDescriptor("hostile", 1, "Hostile", 2, 2, 8, false, List.of(), List.of(), List.of());

    /** Done in the call that it names, every time. */
    Runnable inStateLength = HostileRules::nothing;
    Runnable inViewLengthMax = HostileRules::nothing;
    Runnable inInit = HostileRules::nothing;
    Runnable inApply = HostileRules::nothing;
    Runnable inForfeit = HostileRules::nothing;
    Runnable inTimer = HostileRules::nothing;
    Runnable inTurn = HostileRules::nothing;
    Runnable inEndReason = HostileRules::nothing;
    Runnable inNextTimer = HostileRules::nothing;
    Runnable inView = HostileRules::nothing;
    Runnable inDescriptor = HostileRules::nothing;
    int endReason;
    long timerMs = NO_TIMER;
    private MutableDirectBuffer kept;

    /** What a move does. */
    enum Act {
        NOTHING,
        THROW_AN_ERROR,
        THROW_A_CHECKED_EXCEPTION,
        OVERFLOW_THE_STACK,
        ASK_FOR_ALL_MEMORY,
        ANSWER_599,
        ANSWER_700,
        ANSWER_MINUS_1,
        WRITE_BEFORE_THE_STATE,
        WRITE_BEHIND_THE_STATE,
        WRITE_FAR_BEHIND_THE_STATE,
        CLEAR_A_NEGATIVE_LENGTH,
        COPY_PAST_THE_END,
        READ_BEHIND_THE_MOVE,
        TELL_FROM_BEHIND_A_BUFFER,
        TELL_A_NEGATIVE_LENGTH,
        CAST_THE_EFFECTS,
        WRITE_INTO_THE_MOVE,
        WRAP_THE_MOVE_ANEW,
        WRAP_THE_STATE_ANEW,
        KEEP_THE_STATE,
        WRITE_INTO_WHAT_IS_KEPT,
        INTERRUPT_THE_SHARD
    }

    private static void nothing() {}

    @Override
    public RuleSetDescriptor descriptor() {
        inDescriptor.run();
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        inStateLength.run();
        return STATE_LENGTH;
    }

    @Override
    public int init(
            final MutableDirectBuffer state, final int seats, final OptionsView options, final long seed,
            final long nowMs) {
        inInit.run();
        return OK;
    }

    @Override
    public int apply(
            final MutableDirectBuffer state, final int seat, final DirectBuffer move, final int offset,
            final int length, final long nowMs, final Effects effects) {
        inApply.run();
        return switch (Act.values()[move.getByte(offset)]) {
            case NOTHING -> OK;
            case THROW_AN_ERROR -> throw new Error("on demand");
            case THROW_A_CHECKED_EXCEPTION -> throw sneaky(new Exception("on demand"));
            case OVERFLOW_THE_STACK -> deeper(state.getByte(0)) + 1;
            case ASK_FOR_ALL_MEMORY -> new long[Integer.MAX_VALUE].length;
            case ANSWER_599 -> 599;
            case ANSWER_700 -> 700;
            case ANSWER_MINUS_1 -> -1;
            default -> {
                reach(Act.values()[move.getByte(offset)], state, move, effects);
                yield OK;
            }
        };
    }

    private void reach(
            final Act act, final MutableDirectBuffer state, final DirectBuffer move, final Effects effects) {
        switch (act) {
            case WRITE_BEFORE_THE_STATE -> state.putByte(-1, (byte) 1);
            case WRITE_BEHIND_THE_STATE -> state.putLong(STATE_LENGTH - 4, -1);
            case WRITE_FAR_BEHIND_THE_STATE -> state.putByte(Integer.MAX_VALUE, (byte) 1);
            case CLEAR_A_NEGATIVE_LENGTH -> state.setMemory(STATE_LENGTH, -8, (byte) 1);
            case COPY_PAST_THE_END -> state.putBytes(4, new byte[STATE_LENGTH], 0, STATE_LENGTH);
            case READ_BEHIND_THE_MOVE -> state.putByte(0, move.getByte(move.capacity()));
            case TELL_FROM_BEHIND_A_BUFFER -> effects.toAll(state, STATE_LENGTH - 1, 2);
            case TELL_A_NEGATIVE_LENGTH -> effects.toSeat(0, state, 0, -1);
            case CAST_THE_EFFECTS -> ((EffectsBuffer) effects).clear(1_000);
            case WRITE_INTO_THE_MOVE -> ((MutableDirectBuffer) move).setMemory(0, move.capacity(), (byte) 0x77);
            case WRAP_THE_MOVE_ANEW -> ((UnsafeBuffer) move).wrap(new byte[] {0x77, 0x77, 0x77});
            case WRAP_THE_STATE_ANEW -> {
                ((UnsafeBuffer) state).wrap(new byte[1 << 10]);
                state.putLong(512, -1);
            }
            case KEEP_THE_STATE -> kept = state;
            case WRITE_INTO_WHAT_IS_KEPT -> kept.putByte(3, (byte) 0x33);
            case INTERRUPT_THE_SHARD -> Thread.currentThread().interrupt();
            default -> throw new IllegalArgumentException(act.name());
        }
    }

    private static int deeper(final int depth) {
        return depth == Integer.MAX_VALUE ? depth : deeper(depth & 0xFF) + 1;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(final Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public void forfeit(
            final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs,
            final Effects effects) {
        inForfeit.run();
    }

    @Override
    public int turn(final DirectBuffer state) {
        inTurn.run();
        return NO_TURN;
    }

    @Override
    public long nextTimerMs(final DirectBuffer state) {
        inNextTimer.run();
        return timerMs;
    }

    @Override
    public void onTimer(final MutableDirectBuffer state, final long nowMs, final Effects effects) {
        inTimer.run();
    }

    @Override
    public int endReason(final DirectBuffer state) {
        inEndReason.run();
        return endReason;
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return 1;
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        inViewLengthMax.run();
        return 8;
    }

    /** Says 8 bytes and writes one; marks the state, which it is not given to write. */
    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        inView.run();
        ((MutableDirectBuffer) state).putByte(1, (byte) 0x44);
        out.putByte(offset, (byte) 1);
        return 8;
    }
}
