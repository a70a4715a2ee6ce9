import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Somebody else's rules, in a jar of a rules folder: three seats that may say anything, and go on without who gives up. */
public final class TrioRules implements RuleSet {
    private static final RuleSetDescriptor DESCRIPTOR = new RuleSetDescriptor(
            "trio", 1, "Trio", 3, 3, RuleSetDescriptor.MOVE_LENGTH_LIMIT, false, List.of(), List.of(), List.of());

    @Override
    public RuleSetDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return Long.BYTES;
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
        state.putLong(0, state.getLong(0) + length);
        return OK;
    }

    @Override
    public void forfeit(final MutableDirectBuffer state, final int seat, final Forfeit forfeit, final long nowMs, final Effects effects) {
        state.putLong(0, -state.getLong(0));
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
        return 1;
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        return 0;
    }
}
