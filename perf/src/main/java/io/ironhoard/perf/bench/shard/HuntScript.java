package io.ironhoard.perf.bench.shard;

import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntGrid;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.proto.rules.OptionsCodec;
import java.util.Map;
import org.agrona.MutableDirectBuffer;

/** Explorers who take one step away from the edge and one back, in turns, without cool-downs. */
final class HuntScript implements Script {
    /** Moves of a match: below the largest number of events that a match may have. */
    static final int MOVES = 900_000;

    private final byte[] options;
    private final byte[] away;
    private final byte[] back;

    /** @param seats how many explorers. */
    HuntScript(final int seats) {
        final int side = HuntDescriptor.SIDE_MAX;
        options = OptionsCodec.encode(new TreasureHuntRules().descriptor(), Map.of(
                "width", Integer.toString(side), "height", Integer.toString(side),
                "duration_s", Integer.toString(HuntDescriptor.DURATION_S_MAX),
                "step_cooldown_ms", "0", "dig_cooldown_ms", "0"));
        away = new byte[seats];
        back = new byte[seats];
        for (int seat = 0; seat < seats; seat++) {
            final boolean hasEast = HuntGrid.startX(seat, seats, side, side) < side - 1;
            final boolean hasSouth = HuntGrid.startY(seat, seats, side, side) < side - 1;
            away[seat] = (byte) HuntMove.towards(hasEast ? 1 : -1, hasSouth ? 1 : -1);
            back[seat] = (byte) HuntMove.towards(hasEast ? -1 : 1, hasSouth ? -1 : 1);
        }
    }

    @Override
    public String rules() {
        return HuntDescriptor.ID;
    }

    @Override
    public int rulesVersion() {
        return HuntDescriptor.VERSION;
    }

    @Override
    public byte[] options() {
        return options.clone();
    }

    @Override
    public int seats() {
        return away.length;
    }

    @Override
    public int length() {
        return MOVES;
    }

    @Override
    public int payloadLength() {
        return HuntMove.LENGTH;
    }

    @Override
    public int seat(final int step) {
        return step % away.length;
    }

    @Override
    public int sequence(final int step) {
        return step / away.length + 1;
    }

    @Override
    public void payload(final int match, final int step, final MutableDirectBuffer out, final int offset) {
        final byte[] steps = (sequence(step) & 1) == 1 ? away : back;
        out.putByte(offset, steps[seat(step)]);
    }
}
