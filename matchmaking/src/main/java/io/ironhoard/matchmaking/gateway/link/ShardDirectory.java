package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The node's shards as this gateway sees them: links, open matches, and what all of them can play.
 *
 * <p>Owned by the gateway's event loop, apart from {@link #rules()} and {@link #allReady()}.
 */
public final class ShardDirectory {
    private final ShardLink[] links = new ShardLink[StreamIds.SHARDS_LIMIT];
    private final int[] openMatches = new int[StreamIds.SHARDS_LIMIT];
    private int shardCount = 1;
    private volatile List<RuleSetDescriptor> rules = List.of();
    private volatile boolean allReady;

    /**
     * A link's streams are open.
     *
     * @param link the link.
     */
    public void add(final ShardLink link) {
        links[link.shardId()] = link;
    }

    /**
     * Read the events of all shards.
     *
     * @param fragmentsMax the most frames of one poll.
     * @return whether nothing more is there.
     */
    public boolean pollEvents(final int fragmentsMax) {
        boolean drained = true;
        for (int shardId = 0; shardId < shardCount; shardId++) {
            drained &= links[shardId] == null || links[shardId].pollEvents() < fragmentsMax;
        }
        return drained;
    }

    /**
     * Read the replies of all shards.
     *
     * @param fragmentsMax the most frames of one poll.
     * @return whether nothing more is there.
     */
    public boolean pollReplies(final int fragmentsMax) {
        boolean drained = true;
        for (int shardId = 0; shardId < shardCount; shardId++) {
            drained &= links[shardId] == null || links[shardId].pollReplies() < fragmentsMax;
        }
        return drained;
    }

    /**
     * A shard's link is gone with its Aeron client.
     *
     * @param shardId the shard.
     */
    public void remove(final int shardId) {
        links[shardId] = null;
    }

    /** All links are gone with the Aeron client. */
    public void clear() {
        for (int i = 0; i < links.length; i++) {
            links[i] = null;
        }
        allReady = false;
    }

    /**
     * @param shardId a shard.
     * @return its link, where its streams are open.
     */
    public Optional<ShardLink> find(final int shardId) {
        return Optional.ofNullable(links[shardId]);
    }

    /** How many shards the node has, as far as it is known: 1 before the first one has said so. */
    public int shardCount() {
        return shardCount;
    }

    /**
     * @param shardId a shard.
     * @return whether frames may be sent to it.
     */
    public boolean isReady(final int shardId) {
        final ShardLink link = links[shardId];
        return link != null && link.state() == ShardLink.State.READY;
    }

    /**
     * @param shardId a shard that {@link #isReady is ready}.
     * @return whether it still speaks.
     */
    ShardPulse pulse(final int shardId) {
        return links[shardId].pulse();
    }

    /**
     * @param shardId a shard that {@link #isReady is ready}.
     * @return where its frames go.
     */
    public IngressPublisher publisher(final int shardId) {
        return links[shardId].publisher();
    }

    /**
     * @param shardId a shard.
     * @return how many moves of a seat may be unanswered there; 1 where the shard is not connected.
     */
    public int movesInFlightMax(final int shardId) {
        return isReady(shardId) ? links[shardId].movesInFlightMax() : 1;
    }

    /**
     * @param shardId a shard.
     * @return what an acceptance promises there; empty where the shard is not connected.
     */
    public String durability(final int shardId) {
        return isReady(shardId) ? links[shardId].durability() : "";
    }

    /** A link became ready or was lost: see again what there is. */
    public void refresh() {
        int count = 1;
        for (final ShardLink link : links) {
            if (link != null && link.state() == ShardLink.State.READY) {
                count = Math.max(count, link.shardCount());
            }
        }
        shardCount = Math.max(count, shardCount);
        boolean all = true;
        List<RuleSetDescriptor> common = null;
        for (int shardId = 0; shardId < shardCount; shardId++) {
            if (isReady(shardId)) {
                common = common == null ? links[shardId].rules() : intersect(common, links[shardId].rules());
            } else {
                all = false;
            }
        }
        if (common != null) {
            rules = common;
        }
        allReady = all;
    }

    /** Whether every shard of the node is ready. From any thread. */
    public boolean allReady() {
        return allReady;
    }

    /** What every shard can play; what they could last, where none is ready now. From any thread. */
    public List<RuleSetDescriptor> rules() {
        return rules;
    }

    /**
     * @param id a rule set.
     * @param version its version.
     * @return its descriptor, where a shard has announced it.
     */
    public Optional<RuleSetDescriptor> descriptor(final String id, final int version) {
        for (final RuleSetDescriptor descriptor : rules) {
            if (descriptor.version() == version && descriptor.id().equals(id)) {
                return Optional.of(descriptor);
            }
        }
        return Optional.empty();
    }

    /**
     * A match is being made, or was made by another gateway.
     *
     * @param shardId where.
     */
    public void matchOpened(final int shardId) {
        openMatches[shardId]++;
    }

    /**
     * A match has ended, or was not made after all.
     *
     * @param shardId where.
     */
    public void matchClosed(final int shardId) {
        openMatches[shardId]--;
    }

    /**
     * @return the ready shard with the fewest open matches, among those that speak where there are any; -1 where none is
     *     ready.
     */
    public int leastLoaded() {
        int best = -1;
        for (int shardId = 0; shardId < shardCount; shardId++) {
            if (isReady(shardId) && (best < 0 || isBetter(shardId, best))) {
                best = shardId;
            }
        }
        return best;
    }

    private boolean isBetter(final int shardId, final int than) {
        final boolean isSilent = pulse(shardId).isSilent();
        return isSilent == pulse(than).isSilent() ? openMatches[shardId] < openMatches[than] : !isSilent;
    }

    private static List<RuleSetDescriptor> intersect(
            final List<RuleSetDescriptor> some, final List<RuleSetDescriptor> others) {
        final List<RuleSetDescriptor> both = new ArrayList<>(some);
        both.retainAll(others);
        return List.copyOf(both);
    }
}
