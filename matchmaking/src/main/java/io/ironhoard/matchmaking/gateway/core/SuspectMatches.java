package io.ironhoard.matchmaking.gateway.core;

import io.ironhoard.matchmaking.gateway.feed.FeedStore;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.RequestExchange;
import io.ironhoard.matchmaking.gateway.link.RequestWaiter;
import io.ironhoard.matchmaking.gateway.link.ShardDirectory;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Open matches of which this gateway may have missed something, because it was cut off from their shard: the shard is
 * asked what comes next in them, a few at a time, and again now and then, for their ends may have been missed too.
 *
 * <p>Owned by the gateway's event loop. Bounded by the matches that are known.
 */
public final class SuspectMatches {
    private static final int ASKED_PER_TICK_MAX = 64;

    private final ShardDirectory directory;
    private final RequestExchange requests;
    private final FeedStore feeds;
    private final Consumer<MatchFeed> gone;
    private final int askAgainMs;
    /** To be asked about as soon as their shard is ready. */
    private final ArrayDeque<MatchFeed> urgent = new ArrayDeque<>();
    /** To be asked about again, in the order of being due. */
    private final ArrayDeque<Later> later = new ArrayDeque<>();

    private long nowMs;

    private record Later(MatchFeed feed, long dueMs) {}

    /**
     * @param core the gateway's core.
     * @param askAgainMs when to ask again, in milliseconds.
     * @param gone told where a shard does not know a match any more.
     */
    public SuspectMatches(final GatewayCore core, final int askAgainMs, final Consumer<MatchFeed> gone) {
        this.directory = core.directory();
        this.requests = core.requests();
        this.feeds = core.feeds();
        this.askAgainMs = askAgainMs;
        this.gone = gone;
    }

    /**
     * @param feed what has to be looked at as soon as its shard is ready.
     */
    void add(final MatchFeed feed) {
        urgent.addLast(feed);
    }

    /**
     * Ask.
     *
     * @param timeMs the time.
     */
    void tick(final long timeMs) {
        nowMs = timeMs;
        while (!later.isEmpty() && later.peekFirst().dueMs() <= timeMs) {
            urgent.addLast(later.pollFirst().feed());
        }
        for (int left = Math.min(ASKED_PER_TICK_MAX, urgent.size()); left > 0; left--) {
            final MatchFeed feed = urgent.pollFirst();
            if (feed.isEnded() || feeds.find(feed.info().matchId()).orElse(null) != feed) {
                continue;
            }
            if (directory.isReady(feed.info().shardId())) {
                requests.inspectMatch(feed.info().shardId(), feed.info().matchId(), new Answer(feed));
            } else {
                urgent.addLast(feed);
            }
        }
    }

    private void again(final MatchFeed feed) {
        later.addLast(new Later(feed, nowMs + askAgainMs));
    }

    private final class Answer implements RequestWaiter.Inspection {
        private final MatchFeed feed;

        private Answer(final MatchFeed feed) {
            this.feed = feed;
        }

        @Override
        public void onInspected(final MatchInspectedDecoder reply) {
            feeds.resync(feed, (int) reply.nextIndex());
            again(feed);
        }

        @Override
        public void onRefused(final int code, final int retryAfterMs) {
            if (code == ResultCode.MATCH_NOT_FOUND.code()) {
                gone.accept(feed);
            } else {
                urgent.addLast(feed);
            }
        }
    }
}
