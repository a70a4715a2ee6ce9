package io.ironhoard.matchmaking.gateway.core;

import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.gateway.link.CorrelationIds;
import io.ironhoard.matchmaking.gateway.link.DeliveryLimit;
import io.ironhoard.matchmaking.gateway.link.GatewayClient;
import io.ironhoard.matchmaking.gateway.link.LinkConfig;
import io.ironhoard.matchmaking.gateway.link.ShardDirectory;
import io.ironhoard.matchmaking.gateway.link.ShardLink;
import io.ironhoard.matchmaking.gateway.link.ShardListener;
import io.ironhoard.matchmaking.gateway.link.ShardStreams;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's duty cycle, run by the gRPC event loop itself: events first, then replies, and every 10 ms what depends
 * on time.
 *
 * <p>Owned by the event loop.
 */
public final class GatewayAgent implements ShardListener, GatewayClient.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayAgent.class);
    private static final int TICK_MS = 10;

    private final LinkConfig config;
    private final GatewayCore core;
    private final ShardDirectory directory;
    private final CorrelationIds correlationIds;
    private final CountersFile counters;
    private final SuspectMatches suspects;
    private final List<StreamKeeper> streams;
    private final Consumer<Boolean> onLinkChange;
    /** The time begins with 1 where this agent does. */
    private final long originNs = System.nanoTime();

    private GatewayClient client;
    private int shardsAsked;
    private long nextTickMs = Long.MIN_VALUE;

    /**
     * @param config limits.
     * @param core what the event loop owns.
     * @param correlationIds numbers for requests.
     * @param suspects open matches of which something may have been missed.
     * @param streams who keeps the players' and the spectators' streams.
     * @param onLinkChange see {@link io.ironhoard.matchmaking.gateway.Gateway#start}.
     */
    public GatewayAgent(
            final LinkConfig config,
            final GatewayCore core,
            final CorrelationIds correlationIds,
            final SuspectMatches suspects,
            final List<StreamKeeper> streams,
            final Consumer<Boolean> onLinkChange) {
        this.config = config;
        this.core = core;
        this.directory = core.directory();
        this.counters = core.counters();
        this.correlationIds = correlationIds;
        this.suspects = suspects;
        this.streams = streams;
        this.onLinkChange = onLinkChange;
    }

    /**
     * @param owner of the Aeron client, which tells this agent what becomes of it.
     */
    public void attach(final GatewayClient owner) {
        client = owner;
    }

    /**
     * One duty cycle. A fault in it is logged, and the next cycle goes on with what comes next.
     */
    public void poll() {
        try {
            final boolean drained =
                    directory.pollEvents(config.fragmentsMax()) & directory.pollReplies(config.fragmentsMax());
            final long nowMs = nowMs();
            if (nowMs >= nextTickMs) {
                nextTickMs = nowMs + TICK_MS;
                tick(nowMs, drained);
            }
        } catch (final RuntimeException e) {
            LOG.error("a duty cycle of the gateway failed", e);
        }
    }

    private long nowMs() {
        return 1 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - originNs);
    }

    private void tick(final long nowMs, final boolean drained) {
        client.tick(nowMs);
        for (int shardId = 0; shardId < directory.shardCount(); shardId++) {
            final Optional<ShardLink> link = directory.find(shardId);
            if (link.isPresent()) {
                onChange(shardId, link.get().tick(nowMs));
            }
        }
        core.moves().tick(nowMs, drained);
        core.requests().tick(nowMs, drained);
        suspects.tick(nowMs);
        core.feeds().tick(nowMs);
        streams.forEach(keeper -> keeper.tick(nowMs));
    }

    /** The first step of stopping. */
    public void drain() {
        core.moves().drain();
        streams.forEach(StreamKeeper::drain);
    }

    /**
     * A shard does not know a match any more.
     *
     * @param core what the event loop owns.
     * @param feed the match.
     */
    public static void forget(final GatewayCore core, final MatchFeed feed) {
        if (!feed.isEnded() && core.feeds().find(feed.info().matchId()).orElse(null) == feed) {
            core.directory().matchClosed(feed.info().shardId());
            core.feeds().forget(feed);
        }
    }

    // The Aeron client

    @Override
    public void onDriverConnected() {
        shardsAsked = 0;
        openShards();
    }

    @Override
    public void onDriverLost() {
        for (int shardId = 0; shardId < directory.shardCount(); shardId++) {
            if (directory.isReady(shardId)) {
                directory.remove(shardId);
                onShardLost(shardId);
            }
        }
        directory.clear();
    }

    private void openShards() {
        while (shardsAsked < directory.shardCount()) {
            client.openShard(shardsAsked++, this::onStreams);
        }
    }

    private void onStreams(final ShardStreams shardStreams) {
        directory.add(new ShardLink(config, shardStreams, DeliveryLimit.NONE, correlationIds, this));
    }

    private void onChange(final int shardId, final ShardLink.Change change) {
        switch (change) {
            case READY -> {
                LOG.info("shard {} is ready", shardId);
                directory.refresh();
                openShards();
                if (directory.allReady()) {
                    onLinkChange.accept(true);
                }
            }
            case LOST -> onShardLost(shardId);
            case NONE -> {
                // The usual case.
            }
        }
    }

    /** What was asked of the shard is answered first, on streams that are still open; then those end. */
    private void onShardLost(final int shardId) {
        LOG.warn("the link to shard {} was lost", shardId);
        directory.refresh();
        core.moves().onShardLost(shardId);
        core.requests().onShardLost(shardId);
        core.feeds().onShardLost(shardId, suspects::add);
        counters.add(0, GatewayGauge.LINK_LOSSES, 1);
        onLinkChange.accept(false);
    }

    // The shards

    @Override
    public void onMatchEvent(final int shardId, final MatchEventDecoder event) {
        final Optional<MatchFeed> feed = core.feeds().onMatchEvent(event, nowMs());
        core.moves().onMatchEvent(event);
        if (feed.isPresent()) {
            if (feed.get().isEnded()) {
                directory.matchClosed(shardId);
            }
            feed.get().announce();
        }
    }

    @Override
    public void onMatchCreated(final int shardId, final MatchCreatedDecoder event) {
        directory.matchOpened(shardId);
        core.feeds().onMatchCreated(shardId, event);
        core.requests().onMatchCreated(event);
    }

    @Override
    public void onShardStarted(final int shardId, final int epoch) {
        directory.find(shardId).ifPresent(link -> onChange(shardId, link.onShardStarted(epoch)));
    }

    @Override
    public void onMoveRejected(
            final int shardId, final long correlationId, final int code, final int retryAfterMs) {
        core.moves().onRejected(correlationId, code, retryAfterMs);
    }

    @Override
    public void onMoveReceipt(final int shardId, final MoveReceiptDecoder reply) {
        core.moves().onReceipt(reply);
    }

    @Override
    public void onRequestRefused(
            final int shardId, final long correlationId, final int code, final int retryAfterMs) {
        core.requests().onRefused(correlationId, code, retryAfterMs);
    }

    @Override
    public void onSeatConnected(final int shardId, final SeatConnectedDecoder reply) {
        core.requests().onSeatConnected(reply);
    }

    @Override
    public void onSeatPresence(final int shardId, final SeatPresenceDecoder reply) {
        core.feeds().onSeatPresence(reply, nowMs());
    }

    @Override
    public void onMatchInspected(final int shardId, final MatchInspectedDecoder reply) {
        core.requests().onMatchInspected(reply);
    }

    @Override
    public void onMatchViewed(final int shardId, final MatchViewedDecoder reply) {
        core.requests().onMatchViewed(reply);
    }

    @Override
    public void onShardInfo(final int shardId, final ShardInfoDecoder reply) {
        directory.find(shardId).ifPresent(link -> link.onShardInfo(reply));
    }

    @Override
    public void onRuleSetAnnounced(final int shardId, final RuleSetAnnouncedDecoder reply) {
        directory.find(shardId).ifPresent(link -> link.onRuleSetAnnounced(reply));
    }
}
