package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds of all matches that this gateway knows, within a limit of memory.
 *
 * <p>A finished match is kept for a while, then forgotten. Where the histories together exceed their limit, the
 * histories of finished matches go first, those that ended first before the others; then those of the oldest open ones.
 * A match whose history went can be played on, but its past cannot be asked for.
 *
 * <p>Spectators see everything later. A finished match is kept until they can have seen its end, and a while. A finished match that somebody still follows is not forgotten, for however long it
 * is kept otherwise: the streams' own limits end that. As long as spectators wait for a finished match's end its history
 * goes only after those of the finished matches that nobody watches.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class FeedStore {
    private static final Logger LOG = LoggerFactory.getLogger(FeedStore.class);

    private final FeedConfig config;
    private final MatchInfo.RuleSetFinder rules;
    private final CountersFile counters;
    private final EventEncoder encoder = new EventEncoder();
    private final MatchMap<MatchFeed> feeds = new MatchMap<>();
    /**
     * Open matches, oldest first, and before them finished ones with spectators; a match leaves it when it has ended and
     * has no spectators, wherever it stands.
     */
    private final LinkedHashSet<MatchFeed> opened = new LinkedHashSet<>();
    /** Finished matches, in the order of their ends. */
    private final ArrayDeque<MatchFeed> finished = new ArrayDeque<>();
    /** Finished matches without spectators that still have their history. */
    private final LinkedHashSet<MatchFeed> finishedHistories = new LinkedHashSet<>();
    /** Matches with spectators, or whose last spectator's leaving is not told yet. */
    private final LinkedHashSet<MatchFeed> watched = new LinkedHashSet<>();

    private long historyBytes;
    private long nowMs;

    /**
     * @param config limits.
     * @param rules finds rule sets.
     * @param counters this process's counters, section 0.
     */
    public FeedStore(
            final FeedConfig config, final MatchInfo.RuleSetFinder rules, final CountersFile counters) {
        this.config = config;
        this.rules = rules;
        this.counters = counters;
    }

    /**
     * @param high the upper half of a match's id.
     * @param low the lower half.
     * @return the match's feed, where it is known.
     */
    public Optional<MatchFeed> find(final long high, final long low) {
        return Optional.ofNullable(feeds.get(high, low));
    }

    /**
     * @param matchId a match.
     * @return its feed, where it is known.
     */
    public Optional<MatchFeed> find(final MatchId matchId) {
        return find(matchId.high(), matchId.low());
    }

    /**
     * Whether who has no seat in a match may know by now that it is over.
     *
     * @param feed the match.
     * @return whether its end has come, and the spectators' delay has passed since.
     */
    public boolean isEndShown(final MatchFeed feed) {
        return feed.isEndedBy(nowMs - config.spectateDelayMs());
    }

    /**
     * Whether somebody may know how a match ended: its players at once, others when the spectators' delay has passed.
     *
     * @param matchId a match.
     * @param player who asks.
     * @return whether it may be told, as far as this gateway knows: of a match that is not known here it may.
     */
    public boolean isEndFor(final MatchId matchId, final PlayerId player) {
        final MatchFeed feed = feeds.get(matchId.high(), matchId.low());
        return feed == null || feed.info().header().seats().contains(player) || isEndShown(feed);
    }

    /** How many matches are known. */
    public int size() {
        return feeds.size();
    }

    /** How many matches wait in the order in which open ones lose their histories. */
    int openCount() {
        return opened.size();
    }

    /**
     * A match was opened.
     *
     * @param shardId where.
     * @param event what is said of it.
     */
    public void onMatchCreated(final int shardId, final MatchCreatedDecoder event) {
        final MatchFeed feed = new MatchFeed(MatchInfo.of(shardId, event, rules), config.spectateDelayMs());
        final MatchId matchId = feed.info().matchId();
        final MatchFeed former = feeds.put(matchId.high(), matchId.low(), feed);
        if (former != null) {
            LOG.warn("match {} was created twice", matchId);
            letGo(former);
        }
        opened.addLast(feed);
    }

    /**
     * Something happened in a match. Readers are not told before {@link MatchFeed#announce}.
     *
     * @param event what.
     * @param arrivedMs the gateway's time, not before the event was made.
     * @return the match's feed where the event was new; nothing where it was known or its match is not.
     */
    public Optional<MatchFeed> onMatchEvent(final MatchEventDecoder event, final long arrivedMs) {
        final MatchFeed feed = feeds.get(event.matchIdHigh(), event.matchIdLow());
        if (feed == null) {
            return Optional.empty();
        }
        final long before = feed.historyBytes();
        final boolean kept = feed.append(event, encoder, arrivedMs);
        historyBytes += feed.historyBytes() - before;
        if (kept && feed.isEnded()) {
            finished.addLast(feed);
            placeFinished(feed);
        }
        if (historyBytes > config.historyBytesMax()) {
            makeRoom(feed);
        }
        return kept ? Optional.of(feed) : Optional.empty();
    }

    /** Where a finished match stands in the order in which histories go. */
    private void placeFinished(final MatchFeed feed) {
        if (feed.spectatorCount() > 0) {
            opened.addFirst(feed);
        } else {
            opened.remove(feed);
            finishedHistories.addLast(feed);
        }
    }

    /**
     * A spectator has come.
     *
     * @param feed a match that is known here.
     * @param spectator who follows it from now on.
     */
    public void watch(final MatchFeed feed, final FeedFollower spectator) {
        feed.watch(spectator, nowMs - config.spectateDelayMs(), nowMs);
        watched.add(feed);
        if (finishedHistories.remove(feed)) {
            opened.addFirst(feed);
        }
    }

    /**
     * A spectator has gone.
     *
     * @param feed the match.
     * @param spectator who followed it; ignored where it does not any more.
     */
    public void unwatch(final MatchFeed feed, final FeedFollower spectator) {
        feed.unwatch(spectator);
        if (feed.isEnded() && feed.spectatorCount() == 0 && opened.contains(feed)) {
            placeFinished(feed);
        }
    }

    /**
     * A seat's player came or went.
     *
     * @param reply what is said of it.
     * @param arrivedMs the gateway's time.
     */
    public void onSeatPresence(final SeatPresenceDecoder reply, final long arrivedMs) {
        final MatchFeed feed = feeds.get(reply.matchIdHigh(), reply.matchIdLow());
        if (feed != null) {
            feed.onPresence(
                    reply.seat(),
                    reply.connectionId(),
                    reply.present() == BooleanType.YES,
                    reply.forfeitsAtMs(),
                    arrivedMs);
        }
    }

    /**
     * The shard said which event comes next in a match: what this gateway missed while it was cut off is now known.
     *
     * @param feed the match.
     * @param shardNextIndex the index of its next event.
     */
    public void resync(final MatchFeed feed, final int shardNextIndex) {
        final long before = feed.historyBytes();
        if (feed.resync(shardNextIndex)) {
            historyBytes += feed.historyBytes() - before;
        }
    }

    /**
     * The shard does not know the match any more: forget it.
     *
     * @param feed the match.
     */
    public void forget(final MatchFeed feed) {
        final MatchId matchId = feed.info().matchId();
        if (feeds.get(matchId.high(), matchId.low()) == feed) {
            feeds.remove(matchId.high(), matchId.low());
            letGo(feed);
        }
    }

    /** A match is not known any more: nothing of it is left here, and who follows it is told. */
    private void letGo(final MatchFeed feed) {
        drop(feed);
        // First of all, so that spectators who leave do not put it in its place among the finished ones.
        opened.remove(feed);
        finished.remove(feed);
        finishedHistories.remove(feed);
        feed.suspect();
    }

    /**
     * A shard's events were cut off: what was missed is not known yet.
     *
     * @param shardId the shard.
     * @param affected gets each of its open matches, after the readers were told.
     */
    public void onShardLost(final int shardId, final Consumer<MatchFeed> affected) {
        feeds.forEach(feed -> {
            if (feed.info().shardId() == shardId && !feed.isEnded()) {
                feed.suspect();
                affected.accept(feed);
            }
        });
    }

    /**
     * Forget matches that ended long ago.
     *
     * @param timeMs the time.
     */
    public void tick(final long timeMs) {
        nowMs = timeMs;
        int candidates = finished.size();
        while (candidates-- > 0 && finished.peekFirst().endedMs() + config.keptMs() <= timeMs) {
            final MatchFeed feed = finished.pollFirst();
            final MatchId matchId = feed.info().matchId();
            if (feed.followerCount() > 0) {
                // Whoever still follows keeps it for another while; the stream's own limits end that.
                feed.lingerFrom(timeMs);
                finished.addLast(feed);
            } else if (feeds.get(matchId.high(), matchId.low()) == feed) {
                feeds.remove(matchId.high(), matchId.low());
                historyBytes -= feed.historyBytes();
                feed.dropHistory();
            }
        }
        while (!finishedHistories.isEmpty() && finishedHistories.getFirst().historyBytes() == 0) {
            finishedHistories.removeFirst();
        }
        watched.removeIf(feed -> !feed.tickSpectators(timeMs - config.spectateDelayMs(), timeMs));
        counters.set(0, GatewayGauge.MATCHES, feeds.size());
        counters.set(0, GatewayGauge.HISTORY_BYTES, historyBytes);
    }

    private void makeRoom(final MatchFeed spared) {
        while (historyBytes > config.historyBytesMax() && !finishedHistories.isEmpty()) {
            drop(finishedHistories.removeFirst());
        }
        int candidates = opened.size();
        while (historyBytes > config.historyBytesMax() && candidates-- > 0) {
            final MatchFeed oldest = opened.removeFirst();
            opened.addLast(oldest);
            if (oldest != spared) {
                drop(oldest);
            }
        }
    }

    private void drop(final MatchFeed feed) {
        historyBytes -= feed.historyBytes();
        feed.dropHistory();
    }
}
