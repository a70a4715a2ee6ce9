package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.ServerCall;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.FeedFollower;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.SpectateRequest;
import java.util.Optional;

/**
 * One spectator's stream: what everybody may see of a match, later than it happened.
 *
 * <pre>
 *   WAITING --request--> SEEKING --match found--> WATCHING
 *      |                    |                        |  the match over, all delivered, for long
 *      +----- refused ------+----- cut off, ended ---+--------> CLOSED
 * </pre>
 *
 * <p>Nothing is queued for it: events wait in the match's history, which has a limit of its own, and are written while
 * the transport is ready for more; of presence there is the latest state of each seat. A snapshot to begin with waits here, as one frame.
 *
 * <p>Owned by the gateway's event loop.
 */
final class SpectateStream extends ServerCall.Listener<SpectateRequest>
        implements FeedFollower, PublicViews.Waiter {
    private static final int NEVER = -1;

    private final GatewayCore core;
    private final SpectateConfig config;
    private final SpectateStreams streams;
    private final OutboundFrames out;
    private final PlayerId player;
    private final long openedMs;

    private State state = State.WAITING;
    private SpectateRequest request;
    private MatchSearch search;
    private MatchFeed feed;
    /** The snapshot to begin with was asked for and is not sent. */
    private boolean snapshotDue;
    /** Where it was asked for; null where it was not. */
    private PublicViews.View view;
    /** The snapshot, once it may be seen; null before, and once it is sent. */
    private EncodedFrame snapshot;
    /** The next event to write. */
    private int cursor;
    /** Bits of seats whose presence has changed. */
    private long presenceNews;
    private boolean spectatorsNews;
    /** Since when something has been waiting for the reader; NEVER while nothing is. */
    private long behindSinceMs = NEVER;
    /** Since when the match's last event is delivered. */
    private long endDeliveredMs = NEVER;

    private enum State {
        WAITING,
        SEEKING,
        WATCHING,
        CLOSED
    }

    SpectateStream(
            final GatewayCore core,
            final SpectateConfig config,
            final SpectateStreams streams,
            final ServerCall<SpectateRequest, EncodedFrame> call,
            final PlayerId player,
            final long openedMs) {
        this.core = core;
        this.config = config;
        this.streams = streams;
        this.out = new OutboundFrames(call);
        this.player = player;
        this.openedMs = openedMs;
        call.request(1);
    }

    /** Whose stream it is. */
    PlayerId player() {
        return player;
    }

    // From the client

    @Override
    public void onMessage(final SpectateRequest message) {
        if (state != State.WAITING) {
            return;
        }
        request = message;
        try {
            if (!message.getSnapshot() && message.getResumeFrom() < 0) {
                throw new RefusedException(
                        ResultCode.INVALID_ARGUMENT,
                        "resume_from " + Integer.toUnsignedString(message.getResumeFrom()) + " is no event's index");
            }
            search = MatchSearch.begin(
                    core.feeds(), message.getProtocolVersion(), message.getMatchId(), streams.nowMs());
            state = State.SEEKING;
            seek();
        } catch (final RefusedException e) {
            fail(e);
        }
    }

    @Override
    public void onHalfClose() {
        if (state == State.WAITING) {
            fail(new RefusedException(ResultCode.JOIN_EXPECTED, "the call ended before its request"));
        }
    }

    @Override
    public void onCancel() {
        leave();
        streams.remove(this);
    }

    @Override
    public void onComplete() {
        streams.remove(this);
    }

    @Override
    public void onReady() {
        pump();
    }

    private void seek() {
        final Optional<MatchFeed> found = search.look(streams.nowMs());
        if (found.isPresent()) {
            watch(found.get());
        }
    }

    private void watch(final MatchFeed found) {
        if (found.spectatorCount() >= config.streamsPerMatchMax()) {
            throw new RefusedException(
                    ResultCode.STREAMS_FULL,
                    "the match has " + found.spectatorCount() + " spectators here, which is as many as are allowed");
        }
        feed = found;
        cursor = request.getResumeFrom();
        snapshotDue = request.getSnapshot();
        core.feeds().watch(feed, this);
        state = State.WATCHING;
        streams.watching();
        out.send(AnswerEncoder.watching(feed.info(), config.delayMs()));
        for (int seat = 0; seat < feed.info().seatCount(); seat++) {
            if (feed.isPresenceShown(seat)) {
                presenceNews |= 1L << seat;
            }
        }
        spectatorsNews = feed.spectatorsTold() > 0;
        if (snapshotDue) {
            view = streams.views().ask(feed, this);
        }
        pump();
    }

    // From the shard

    @Override
    public void onView(final int index, final EncodedFrame frame) {
        if (state == State.WATCHING) {
            cursor = index;
            snapshot = frame;
            pump();
        }
    }

    @Override
    public void onViewRefused(final RefusedException refusal) {
        if (state == State.WATCHING) {
            fail(refusal);
        }
    }

    // From the feed

    @Override
    public void onEvents() {
        pump();
    }

    @Override
    public void onPresence(final int seat) {
        presenceNews |= 1L << seat;
        pump();
    }

    @Override
    public void onSpectators() {
        spectatorsNews = true;
        pump();
    }

    @Override
    public void onGap() {
        fail(RefusedException.of(ResultCode.SHARD_UNAVAILABLE));
    }

    /** Write what may be seen and the reader has room for. */
    private void pump() {
        if (state != State.WATCHING) {
            return;
        }
        if (snapshot != null && out.isReady()) {
            out.send(snapshot);
            snapshot = null;
            snapshotDue = false;
        }
        if (!snapshotDue) {
            if (cursor < feed.base()) {
                fail(withoutHistory());
                return;
            }
            showEvents();
        }
        while (presenceNews != 0 && out.isReady()) {
            final int seat = Long.numberOfTrailingZeros(presenceNews);
            presenceNews &= presenceNews - 1;
            out.send(feed.shownPresenceFrame(seat));
        }
        if (spectatorsNews && out.isReady()) {
            spectatorsNews = false;
            out.send(feed.spectatorsFrame());
        }
        final int released = feed.releasedIndex();
        final boolean behind =
                snapshot != null || !snapshotDue && cursor < released || presenceNews != 0 || spectatorsNews;
        if (!behind) {
            behindSinceMs = NEVER;
        } else if (behindSinceMs == NEVER) {
            behindSinceMs = streams.nowMs();
        }
        final boolean endSeen = feed.isEnded() && released >= feed.nextIndex() && cursor >= released;
        if (endSeen && !snapshotDue && endDeliveredMs == NEVER) {
            endDeliveredMs = streams.nowMs();
        }
    }

    private void showEvents() {
        final int from = cursor;
        final int released = feed.releasedIndex();
        while (cursor < released && out.isReady()) {
            out.send(feed.frame(cursor++));
        }
        if (cursor > from) {
            core.counters().add(0, GatewayGauge.EVENTS_SHOWN, cursor - from);
        }
    }

    // Endings

    /**
     * Watch the limits of time.
     *
     * @param nowMs the time.
     */
    void tick(final long nowMs) {
        switch (state) {
            case WAITING -> {
                if (nowMs - openedMs > config.requestTimeoutMs()) {
                    fail(new RefusedException(
                            ResultCode.JOIN_EXPECTED,
                            "no request came within " + config.requestTimeoutMs() + " ms"));
                }
            }
            case SEEKING -> {
                try {
                    seek();
                } catch (final RefusedException e) {
                    fail(e);
                }
            }
            case WATCHING -> {
                if (behindSinceMs != NEVER && nowMs - behindSinceMs > config.behindMaxMs()) {
                    core.counters().add(0, GatewayGauge.SLOW_READERS, 1);
                    fail(RefusedException.of(ResultCode.READER_TOO_SLOW));
                } else if (endDeliveredMs != NEVER && nowMs - endDeliveredMs > config.endLingerMs()) {
                    leave();
                    out.complete();
                }
            }
            case CLOSED -> {
                // After the end there are no limits.
            }
        }
    }

    /** The server stops. */
    void stop() {
        fail(RefusedException.of(ResultCode.STOPPING));
    }

    /** Where the history was dropped a moment ago, the index that it begins with is not for spectators yet. */
    private RefusedException withoutHistory() {
        if (feed.releasedIndex() > feed.base()) {
            return SeatJoin.withoutHistory(feed, "the stream has come to " + cursor);
        }
        return new RefusedException(
                ResultCode.HISTORY_NOT_AVAILABLE,
                "event " + cursor + " is no longer kept here: ask for a snapshot to begin with");
    }

    private void fail(final RefusedException refusal) {
        if (state != State.CLOSED) {
            leave();
            out.fail(refusal);
        }
    }

    /** Follow the match no more, once. */
    private void leave() {
        if (state == State.WATCHING) {
            core.feeds().unwatch(feed, this);
            streams.notWatching();
            if (view != null) {
                view.leave(this);
            }
        }
        state = State.CLOSED;
    }
}
