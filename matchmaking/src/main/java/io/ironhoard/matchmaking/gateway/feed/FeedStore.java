package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.MatchId;
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
 * <p>Owned by the gateway's event loop.
 */
public final class FeedStore {
    private static final Logger LOG = LoggerFactory.getLogger(FeedStore.class);

    private final FeedConfig config;
    private final MatchInfo.RuleSetFinder rules;
    private final CountersFile counters;
    private final EventEncoder encoder = new EventEncoder();
    private final MatchMap<MatchFeed> feeds = new MatchMap<>();
    /** Open matches, oldest first; a match leaves it when it ends, wherever it stands. */
    private final LinkedHashSet<MatchFeed> opened = new LinkedHashSet<>();
    /** Finished matches, in the order of their ends. */
    private final ArrayDeque<MatchFeed> finished = new ArrayDeque<>();
    /** Finished matches that still have their history. */
    private final ArrayDeque<MatchFeed> finishedHistories = new ArrayDeque<>();

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
        final MatchFeed feed = new MatchFeed(MatchInfo.of(shardId, event, rules));
        final MatchId matchId = feed.info().matchId();
        final MatchFeed former = feeds.put(matchId.high(), matchId.low(), feed);
        if (former != null) {
            LOG.warn("match {} was created twice", matchId);
            historyBytes -= former.historyBytes();
            former.suspect();
            opened.remove(former);
        }
        opened.addLast(feed);
    }

    /**
     * Something happened in a match. Readers are not told before {@link MatchFeed#announce}.
     *
     * @param event what.
     * @return the match's feed where the event was new; nothing where it was known or its match is not.
     */
    public Optional<MatchFeed> onMatchEvent(final MatchEventDecoder event) {
        final MatchFeed feed = feeds.get(event.matchIdHigh(), event.matchIdLow());
        if (feed == null) {
            return Optional.empty();
        }
        final long before = feed.historyBytes();
        final boolean kept = feed.append(event, encoder, nowMs);
        historyBytes += feed.historyBytes() - before;
        if (kept && feed.isEnded()) {
            opened.remove(feed);
            finished.addLast(feed);
            finishedHistories.addLast(feed);
        }
        if (historyBytes > config.historyBytesMax()) {
            makeRoom(feed);
        }
        return kept ? Optional.of(feed) : Optional.empty();
    }

    /**
     * A seat's player came or went.
     *
     * @param reply what is said of it.
     */
    public void onSeatPresence(final SeatPresenceDecoder reply) {
        final MatchFeed feed = feeds.get(reply.matchIdHigh(), reply.matchIdLow());
        if (feed != null) {
            feed.onPresence(
                    reply.seat(),
                    reply.connectionId(),
                    reply.present() == BooleanType.YES,
                    reply.forfeitsAtMs());
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
            historyBytes -= feed.historyBytes();
            feed.dropHistory();
            feed.suspect();
            opened.remove(feed);
        }
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
        while (!finished.isEmpty() && finished.peekFirst().endedMs() + config.lingerMs() <= timeMs) {
            final MatchFeed feed = finished.pollFirst();
            final MatchId matchId = feed.info().matchId();
            if (feed.readerCount() > 0) {
                // Whoever still reads keeps it for another while; the stream's own limits end that.
                feed.lingerFrom(timeMs);
                finished.addLast(feed);
            } else if (feeds.get(matchId.high(), matchId.low()) == feed) {
                feeds.remove(matchId.high(), matchId.low());
                historyBytes -= feed.historyBytes();
                feed.dropHistory();
            }
        }
        while (!finishedHistories.isEmpty() && finishedHistories.peekFirst().historyBytes() == 0) {
            finishedHistories.pollFirst();
        }
        counters.set(0, GatewayGauge.MATCHES, feeds.size());
        counters.set(0, GatewayGauge.HISTORY_BYTES, historyBytes);
    }

    private void makeRoom(final MatchFeed spared) {
        while (historyBytes > config.historyBytesMax() && !finishedHistories.isEmpty()) {
            drop(finishedHistories.pollFirst());
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
