package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.EffectsBuffer;
import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.OptionsView;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** A hunt of the rules, one call after the other. */
final class Hunt {
    static final long START_MS = 1_700_000_000_000L;

    final UnsafeBuffer state;
    final EffectsBuffer effects = new EffectsBuffer();
    final RuleSet rules = new TreasureHuntRules();
    private final UnsafeBuffer viewed = new UnsafeBuffer(new byte[RuleSet.VIEW_LENGTH_LIMIT]);
    private final int seats;

    Hunt(final int seats, final Map<String, String> options, final long seed) {
        this.seats = seats;
        final UnsafeBuffer encoded = new UnsafeBuffer(OptionsCodec.encode(rules.descriptor(), options));
        final OptionsView view = new OptionsView(rules.descriptor()).wrap(encoded, 0);
        state = new UnsafeBuffer(new byte[rules.stateLength(seats, view)]);
        if (rules.init(state, seats, view, seed, START_MS) != RuleSet.OK) {
            throw new AssertionError("no hunt of " + options);
        }
    }

    int move(final int seat, final int move, final long afterMs) {
        effects.clear(seats);
        return rules.apply(state, seat, new UnsafeBuffer(new byte[] {(byte) move}), 0, 1, START_MS + afterMs, effects);
    }

    void forfeit(final int seat, final long afterMs) {
        effects.clear(seats);
        rules.forfeit(state, seat, Forfeit.RESIGNED, START_MS + afterMs, effects);
    }

    void timer(final long afterMs) {
        effects.clear(seats);
        rules.onTimer(state, START_MS + afterMs, effects);
    }

    byte[] publicPart() {
        return bytes(effects.publicOffset(), effects.publicLength());
    }

    byte[] privatePart(final int seat) {
        return bytes(effects.privateOffset(seat), effects.privateLength(seat));
    }

    byte[] view(final int seat) {
        final byte[] view = new byte[rules.view(state, seat, viewed, 0)];
        viewed.getBytes(0, view);
        return view;
    }

    private byte[] bytes(final int offset, final int length) {
        final byte[] bytes = new byte[length];
        effects.bytes().getBytes(offset, bytes);
        return bytes;
    }
}
