package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The treasure hunt: explorers walk a grid and dig, in real time, for treasures that nobody sees. Moves are
 * {@link HuntMove}'s byte, codes and end reasons {@link HuntDescriptor}'s; a dig's clue is {@link HuntClue}'s, finds and
 * the revealed layout are {@link HuntPublicPart}'s, the view is {@link HuntView}'s.
 *
 * <p>Where the treasures are shows in two places only, while the hunt goes on: in the clue that a dig gives the digger
 * alone, and in a find. No result code, no time and no length depends on it.
 */
public final class TreasureHuntRules implements RuleSet {
    private static final long MS_PER_S = 1_000;
    private static final int NO_TREASURE = -1;

    private final HuntLayout layout = new HuntLayout();
    private final UnsafeBuffer publicPart = new UnsafeBuffer(new byte[HuntPublicPart.LENGTH_MAX]);
    private final UnsafeBuffer clue = new UnsafeBuffer(new byte[HuntClue.LENGTH]);

    @Override
    public RuleSetDescriptor descriptor() {
        return HuntDescriptor.DESCRIPTOR;
    }

    @Override
    public int stateLength(final int seats, final OptionsView options) {
        return HuntState.length(seats, option(options, HuntDescriptor.TREASURES_OPTION));
    }

    @Override
    public int init(
            final MutableDirectBuffer state,
            final int seats,
            final OptionsView options,
            final long seed,
            final long nowMs) {
        final int width = option(options, HuntDescriptor.WIDTH_OPTION);
        final int height = option(options, HuntDescriptor.HEIGHT_OPTION);
        final int treasures = option(options, HuntDescriptor.TREASURES_OPTION);
        if (2 * treasures > width * height) {
            return HuntDescriptor.TOO_MANY_TREASURES;
        }
        HuntState.grid(state, width, height, seats, treasures);
        HuntState.times(
                state,
                nowMs,
                nowMs + MS_PER_S * option(options, HuntDescriptor.DURATION_OPTION),
                option(options, HuntDescriptor.STEP_COOLDOWN_OPTION),
                option(options, HuntDescriptor.DIG_COOLDOWN_OPTION));
        for (int seat = 0; seat < seats; seat++) {
            HuntState.place(
                    state,
                    seat,
                    HuntGrid.startX(seat, seats, width, height),
                    HuntGrid.startY(seat, seats, width, height));
        }
        layout.draw(seed, width, height, treasures);
        for (int i = 0; i < treasures; i++) {
            HuntState.hide(
                    state,
                    i,
                    HuntTreasure.of(layout.x(i), layout.y(i), HuntLayout.value(i), HuntView.HIDDEN));
        }
        return OK;
    }

    private static int option(final OptionsView options, final int index) {
        return (int) options.integer(index);
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
        if (length != HuntMove.LENGTH || !HuntMove.isWellFormed(move.getByte(offset))) {
            return HuntDescriptor.MALFORMED_MOVE;
        }
        // The hunt's time can be over before the timer comes: what is read in the same turn comes first.
        if (HuntState.endReason(state) != 0 || nowMs >= HuntState.endMs(state)) {
            return HuntDescriptor.HUNT_IS_OVER;
        }
        if (HuntState.isOut(state, seat)) {
            return HuntDescriptor.EXPLORER_IS_OUT;
        }
        final int submitted = move.getByte(offset);
        return HuntMove.isStep(submitted) ? step(state, seat, submitted, nowMs) : dig(state, seat, nowMs, effects);
    }

    private static int step(final MutableDirectBuffer state, final int seat, final int direction, final long nowMs) {
        if (nowMs < HuntState.nextStepMs(state, seat)) {
            return HuntDescriptor.STEP_TOO_SOON;
        }
        final int x = HuntState.x(state, seat) + HuntMove.dx(direction);
        final int y = HuntState.y(state, seat) + HuntMove.dy(direction);
        if (x < 0 || x >= HuntState.width(state) || y < 0 || y >= HuntState.height(state)) {
            return HuntDescriptor.OFF_THE_GRID;
        }
        HuntState.place(state, seat, x, y);
        HuntState.nextStepMs(state, seat, nowMs + HuntState.stepCooldownMs(state));
        return OK;
    }

    private int dig(final MutableDirectBuffer state, final int seat, final long nowMs, final Effects effects) {
        if (nowMs < HuntState.nextDigMs(state, seat)) {
            return HuntDescriptor.DIG_TOO_SOON;
        }
        HuntState.nextDigMs(state, seat, nowMs + HuntState.digCooldownMs(state));
        final int x = HuntState.x(state, seat);
        final int y = HuntState.y(state, seat);
        final int treasuresAt = HuntState.treasuresAt(state);
        int here = NO_TREASURE;
        int nearest = HuntClue.NOTHING_LEFT;
        for (int i = HuntState.treasures(state) - 1; i >= 0; i--) {
            final int treasure = HuntState.treasure(state, treasuresAt, i);
            if (HuntTreasure.isHidden(treasure)) {
                final int distance = HuntGrid.distance(HuntTreasure.x(treasure) - x, HuntTreasure.y(treasure) - y);
                if (distance == 0) {
                    here = i;
                } else {
                    nearest = Math.min(nearest, distance);
                }
            }
        }
        tell(state, seat, HuntClue.of(x, y, nearest), effects);
        if (here != NO_TREASURE) {
            find(state, seat, here, effects);
        }
        return OK;
    }

    private void tell(final MutableDirectBuffer state, final int seat, final int told, final Effects effects) {
        HuntState.addClue(state, seat, told);
        clue.putInt(0, told, ByteOrder.LITTLE_ENDIAN);
        effects.toSeat(seat, clue, 0, HuntClue.LENGTH);
    }

    private void find(final MutableDirectBuffer state, final int seat, final int number, final Effects effects) {
        final int treasure = HuntState.treasure(state, HuntState.treasuresAt(state), number);
        final int found = HuntState.found(state) + 1;
        HuntState.finder(state, number, seat);
        HuntState.found(state, found);
        HuntState.score(state, seat, HuntState.score(state, seat) + HuntTreasure.value(treasure));
        int length = HuntPublicPart.writeFind(publicPart, seat, number, treasure);
        if (found == HuntState.treasures(state)) {
            HuntState.endReason(state, HuntDescriptor.ALL_FOUND);
            length += HuntPublicPart.writeLayout(state, publicPart, length);
        }
        effects.toAll(publicPart, 0, length);
    }

    @Override
    public void forfeit(
            final MutableDirectBuffer state,
            final int seat,
            final Forfeit forfeit,
            final long nowMs,
            final Effects effects) {
        if (HuntState.isOut(state, seat)) {
            return;
        }
        HuntState.leave(state, seat);
        if (HuntState.remaining(state) == 1) {
            end(state, forfeit.endReason().id(), effects);
        }
    }

    @Override
    public int turn(final DirectBuffer state) {
        return NO_TURN;
    }

    @Override
    public long nextTimerMs(final DirectBuffer state) {
        return HuntState.endReason(state) == 0 ? HuntState.endMs(state) : NO_TIMER;
    }

    @Override
    public void onTimer(final MutableDirectBuffer state, final long nowMs, final Effects effects) {
        end(state, HuntDescriptor.TIME_IS_UP, effects);
    }

    private void end(final MutableDirectBuffer state, final int reason, final Effects effects) {
        HuntState.endReason(state, reason);
        effects.toAll(publicPart, 0, HuntPublicPart.writeLayout(state, publicPart, 0));
    }

    @Override
    public int endReason(final DirectBuffer state) {
        return HuntState.endReason(state);
    }

    @Override
    public int placement(final DirectBuffer state, final int seat) {
        return HuntPlaces.of(state, seat);
    }

    @Override
    public long score(final DirectBuffer state, final int seat) {
        return HuntState.score(state, seat);
    }

    @Override
    public int viewLengthMax(final int seats, final OptionsView options) {
        return HuntView.lengthMax(seats, option(options, HuntDescriptor.TREASURES_OPTION));
    }

    @Override
    public int view(final DirectBuffer state, final int seat, final MutableDirectBuffer out, final int offset) {
        final int length = HuntView.writePublic(state, out, offset);
        return seat == PUBLIC ? length : length + HuntView.writeOwn(state, seat, out, offset + length);
    }
}
