package io.ironhoard.matchmaking.gateway.grpc;

import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Snapshots of what everybody may see, for spectators: shown when the delay has passed since they came, and taken at most
 * once a second of each match, so that outsiders cannot keep a shard busy. Who asks meanwhile shares the last one.
 *
 * <p>Owned by the gateway's event loop. Holds one snapshot for each second and match in which somebody asked, as long as
 * somebody waits for it.
 */
final class PublicViews {
    private static final int SHARED_MS = 1_000;
    private static final long NOT_TIMED = -1;

    private final GatewayCore core;
    private final int delayMs;
    private final Map<MatchFeed, View> latest = new HashMap<>();
    /** In the order in which they were asked for. */
    private final List<View> views = new ArrayList<>();
    private long nowMs;

    /** Who waits for a snapshot: told once. */
    interface Waiter {
        /**
         * The snapshot may be seen.
         *
         * @param index the index of the first event after it.
         * @param frame the snapshot.
         */
        void onView(int index, EncodedFrame frame);

        /**
         * There is none.
         *
         * @param refusal why.
         */
        void onViewRefused(RefusedException refusal);
    }

    /**
     * @param core the gateway's core.
     * @param delayMs by how much spectators see later what happens.
     */
    PublicViews(final GatewayCore core, final int delayMs) {
        this.core = core;
        this.delayMs = delayMs;
    }

    /**
     * Ask for a snapshot.
     *
     * @param feed the match.
     * @param waiter is told.
     * @return what to leave if the waiter ceases to wait.
     */
    View ask(final MatchFeed feed, final Waiter waiter) {
        final View last = latest.get(feed);
        if (last != null && last.canBeShared()) {
            last.waiters.add(waiter);
            return last;
        }
        final View view = new View(feed);
        view.waiters.add(waiter);
        latest.put(feed, view);
        views.add(view);
        new SnapshotRequest(core, feed, StreamIds.NO_SEAT, view).ask();
        return view;
    }

    /**
     * Show what may be seen by now.
     *
     * @param timeMs the time.
     */
    void tick(final long timeMs) {
        nowMs = timeMs;
        final Iterator<View> each = views.iterator();
        while (each.hasNext()) {
            final View view = each.next();
            view.tick();
            if (view.isDone()) {
                each.remove();
                latest.remove(view.feed, view);
            }
        }
    }

    /** One snapshot and who waits for it. */
    final class View implements SnapshotRequest.Outcome {
        private final MatchFeed feed;
        private final long askedMs = nowMs;
        private final Set<Waiter> waiters = new LinkedHashSet<>();
        /** Null where it was not refused. */
        private RefusedException refusal;
        private int index;
        /** Null until it came. */
        private EncodedFrame frame;
        /** From the tick after its coming the delay counts, so that it is not shown too early. */
        private long dueMs = NOT_TIMED;

        private View(final MatchFeed feed) {
            this.feed = feed;
        }

        /** A waiter waits no more. */
        void leave(final Waiter waiter) {
            waiters.remove(waiter);
        }

        private boolean canBeShared() {
            if (refusal != null) {
                return !waiters.isEmpty() && nowMs - askedMs < SHARED_MS;
            }
            return nowMs - askedMs < SHARED_MS && (frame == null || index >= feed.base());
        }

        private boolean isDone() {
            return waiters.isEmpty()
                    && (refusal != null || frame != null && nowMs - askedMs >= SHARED_MS);
        }

        private void tick() {
            final boolean answered = frame != null || refusal != null;
            if (answered && dueMs == NOT_TIMED) {
                dueMs = nowMs + delayMs;
            }
            if (answered && dueMs <= nowMs) {
                tell();
            }
        }

        @Override
        public void onSnapshot(final int first, final EncodedFrame snapshot) {
            index = first;
            frame = snapshot;
        }

        @Override
        public void onSnapshotRefused(final RefusedException cause) {
            refusal = cause;
            // That the match is over is shown no earlier than the end itself.
            if (cause.code() != ResultCode.MATCH_ENDED.code() || core.feeds().isEndShown(feed)) {
                tell();
            }
        }

        private void tell() {
            takeWaiters().forEach(waiter -> {
                if (refusal != null) {
                    waiter.onViewRefused(refusal);
                } else {
                    waiter.onView(index, frame);
                }
            });
        }

        private List<Waiter> takeWaiters() {
            final List<Waiter> taken = List.copyOf(waiters);
            waiters.clear();
            return taken;
        }
    }
}
