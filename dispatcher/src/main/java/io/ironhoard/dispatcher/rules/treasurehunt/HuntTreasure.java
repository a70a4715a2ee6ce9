package io.ironhoard.dispatcher.rules.treasurehunt;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A treasure's four bytes as one number, the same in state, views and layouts: x, y, value and finder, x lowest.
 */
final class HuntTreasure {
    /** Bytes of a treasure. */
    static final int LENGTH = 4;

    private static final int Y_SHIFT = 8;
    private static final int VALUE_SHIFT = 16;
    private static final int FINDER_SHIFT = 24;

    private HuntTreasure() {}

    static int of(final int x, final int y, final int value, final int finder) {
        return x | y << Y_SHIFT | value << VALUE_SHIFT | finder << FINDER_SHIFT;
    }

    static int x(final int treasure) {
        return treasure & 0xFF;
    }

    static int y(final int treasure) {
        return treasure >>> Y_SHIFT & 0xFF;
    }

    static int value(final int treasure) {
        return treasure >>> VALUE_SHIFT & 0xFF;
    }

    static int finder(final int treasure) {
        return treasure >>> FINDER_SHIFT;
    }

    static boolean isHidden(final int treasure) {
        return finder(treasure) == HuntView.HIDDEN;
    }

    /**
     * Write all treasures as everybody may know them.
     *
     * @param state the match's state.
     * @param out where to write.
     * @param offset where to begin.
     * @return the bytes written.
     */
    static int writeKnown(final DirectBuffer state, final MutableDirectBuffer out, final int offset) {
        final boolean isRevealed = HuntState.endReason(state) != 0;
        final int count = HuntState.treasures(state);
        final int treasuresAt = HuntState.treasuresAt(state);
        for (int i = 0; i < count; i++) {
            final int treasure = HuntState.treasure(state, treasuresAt, i);
            final int known = isRevealed ? revealed(treasure) : isHidden(treasure) ? unknown() : treasure;
            out.putInt(offset + i * LENGTH, known, ByteOrder.LITTLE_ENDIAN);
        }
        return count * LENGTH;
    }

    private static int revealed(final int treasure) {
        return isHidden(treasure) ? of(x(treasure), y(treasure), value(treasure), HuntView.NOBODY) : treasure;
    }

    private static int unknown() {
        return of(0, 0, 0, HuntView.HIDDEN);
    }
}
