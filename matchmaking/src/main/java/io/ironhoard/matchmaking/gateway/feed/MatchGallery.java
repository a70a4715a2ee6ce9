package io.ironhoard.matchmaking.gateway.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * Who watches one match at this gateway without a seat, how much of it they may see by now, and how many they are.
 *
 * <p>Spectators see events later than they happened, by a delay that is the same for all. The events wait in the match's
 * history, once for everybody; an event is shown when the delay has passed since it came here, which is never before the
 * delay has passed since it happened, whatever the clocks say.
 *
 * <p>Owned by the gateway's event loop. Made for the first spectator of a match; allocates nothing for an event.
 */
final class MatchGallery {
    /** How often the number of spectators is told at most. */
    private static final int TELL_MS_MIN = 1_000;

    private final EventHistory history;
    private final List<FeedFollower> spectators = new ArrayList<>();
    /** Everything before it may be seen. */
    private int released;

    private int told;
    private long nextTellingMs;
    private EncodedFrame countFrame;

    MatchGallery(final EventHistory history) {
        this.history = history;
        released = history.base();
    }

    /** How many watch. */
    int size() {
        return spectators.size();
    }

    /** The index of the first event that may not be seen yet. */
    int released() {
        return released;
    }

    /** The number of spectators that was told last. */
    int told() {
        return told;
    }

    /** The frame that tells it. */
    EncodedFrame countFrame() {
        return countFrame;
    }

    void add(final FeedFollower spectator) {
        spectators.add(spectator);
    }

    /** In the course of a call of this one, a spectator may remove itself, and nobody else. */
    void remove(final FeedFollower spectator) {
        final int at = spectators.indexOf(spectator);
        if (at >= 0) {
            // From last to first, so whoever takes the place was called already.
            final FeedFollower last = spectators.removeLast();
            if (at < spectators.size()) {
                spectators.set(at, last);
            }
        }
    }

    /**
     * Show what came up to a time.
     *
     * @param limitMs the time.
     */
    void release(final long limitMs) {
        final int index = history.firstAfter(released, limitMs);
        if (index != released) {
            released = index;
            for (int i = spectators.size() - 1; i >= 0; i--) {
                spectators.get(i).onEvents();
            }
        }
    }

    /**
     * Whether another number of spectators is to be told now, and if so, what tells it.
     *
     * @param nowMs the time.
     * @return whether {@link #countFrame} is new.
     */
    boolean renewCount(final long nowMs) {
        if (told == spectators.size() || nowMs < nextTellingMs) {
            return false;
        }
        told = spectators.size();
        nextTellingMs = nowMs + TELL_MS_MIN;
        countFrame = EventEncoder.spectators(told);
        return true;
    }

    void tellCount() {
        for (int i = spectators.size() - 1; i >= 0; i--) {
            spectators.get(i).onSpectators();
        }
    }

    void onPresence(final int seat) {
        for (int i = spectators.size() - 1; i >= 0; i--) {
            spectators.get(i).onPresence(seat);
        }
    }

    /** The spectators are told, and watch no more. */
    void onGap() {
        while (!spectators.isEmpty()) {
            spectators.removeLast().onGap();
        }
    }
}
