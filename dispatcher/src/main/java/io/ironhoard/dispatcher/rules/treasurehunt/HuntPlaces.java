package io.ironhoard.dispatcher.rules.treasurehunt;

import org.agrona.DirectBuffer;

/**
 * Who comes first: seats that stayed to the end before seats that gave up, and among either by score. Equal seats share a
 * place; nothing else decides between them.
 */
final class HuntPlaces {
    private HuntPlaces() {}

    /** A seat's place in a hunt that is over: 1 and the number of seats before it. */
    static int of(final DirectBuffer state, final int seat) {
        final int seats = HuntState.seats(state);
        int place = 1;
        for (int other = 0; other < seats; other++) {
            place += isBefore(state, other, seat) ? 1 : 0;
        }
        return place;
    }

    private static boolean isBefore(final DirectBuffer state, final int one, final int other) {
        final boolean isOut = HuntState.isOut(state, one);
        if (isOut != HuntState.isOut(state, other)) {
            return !isOut;
        }
        return HuntState.score(state, one) > HuntState.score(state, other);
    }
}
