package io.ironhoard.matchmaking.gateway.link;

import io.ironhoard.proto.ipc.RuleSetDescriptorCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one shard, as a state machine.
 *
 * <pre>
 *   CONNECTING --all three streams have a peer--> GREETING --ShardInfo--> ANNOUNCING --every rule set--> READY
 *       ^                                            |  ^ no answer in time: hello again  |                |
 *       +--------------------- a stream lost its peer, or the shard began another life ---+----------------+
 * </pre>
 *
 * <p>Owned by the gateway's event loop.
 */
public final class ShardLink {
    /** After this long without an answer the hello is sent again. */
    private static final int HELLO_TIMEOUT_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ShardLink.class);

    private final int shardId;
    private final ShardPulse pulse;
    private final ShardStreams streams;
    private final EventAdapter events;
    private final ReplyAdapter replies;
    private final IngressPublisher publisher;
    private final CorrelationIds correlationIds;
    private final List<RuleSetDescriptor> rules = new ArrayList<>();
    private State state = State.CONNECTING;
    private long helloId;
    private long helloMs;
    private int epoch;
    private int shardCount;
    private int rulesExpected;
    private int movesInFlightMax;
    private String durability = "";

    /** How far the link has come. */
    public enum State {
        CONNECTING,
        GREETING,
        ANNOUNCING,
        READY
    }

    /** What a step changed. */
    public enum Change {
        NONE,
        READY,
        LOST
    }

    /**
     * @param config limits and this gateway's id.
     * @param streams the open streams.
     * @param limit how far events may be delivered.
     * @param correlationIds numbers for requests.
     * @param listener is told what the shard says.
     */
    public ShardLink(
            final LinkConfig config,
            final ShardStreams streams,
            final DeliveryLimit limit,
            final CorrelationIds correlationIds,
            final ShardListener listener) {
        this.shardId = streams.shardId();
        this.streams = streams;
        pulse = new ShardPulse(config.silenceMs());
        this.correlationIds = correlationIds;
        events = new EventAdapter(shardId, streams.events(), limit, config.fragmentsMax(), listener);
        replies = new ReplyAdapter(shardId, config.gatewayId(), streams.replies(), config.fragmentsMax(), listener);
        publisher = new IngressPublisher(streams.ingress(), config.gatewayId());
    }

    /**
     * Read events.
     *
     * @return how many.
     */
    public int pollEvents() {
        return heard(events.poll());
    }

    /**
     * Read replies.
     *
     * @return how many.
     */
    public int pollReplies() {
        return heard(replies.poll());
    }

    /**
     * Take a step.
     *
     * @param nowMs the time.
     * @return what it changed.
     */
    public Change tick(final long nowMs) {
        if (pulse.tick(nowMs)) {
            LOG.warn(pulse.isSilent()
                    ? "shard {} does not answer: players are told to wait"
                    : "shard {} answers again", shardId);
        }
        final boolean eventsLost = events.takeLoss();
        final boolean repliesLost = replies.takeLoss();
        if (eventsLost || repliesLost || state != State.CONNECTING && !streams.ingress().isConnected()) {
            return lose();
        }
        switch (state) {
            case CONNECTING -> {
                final boolean connected = events.connect() & replies.connect();
                if (connected && streams.ingress().isConnected()) {
                    greet(nowMs);
                }
            }
            case GREETING, ANNOUNCING -> {
                if (nowMs - helloMs > HELLO_TIMEOUT_MS) {
                    greet(nowMs);
                }
                if (state == State.ANNOUNCING && rules.size() == rulesExpected) {
                    state = State.READY;
                    return Change.READY;
                }
            }
            case READY -> {
                // Nothing to do but to watch for losses.
            }
        }
        return Change.NONE;
    }

    /**
     * The shard began another life: what is known of its former one is of no use.
     *
     * @param newEpoch its number.
     * @return what that changed.
     */
    public Change onShardStarted(final int newEpoch) {
        return state != State.CONNECTING && state != State.GREETING && newEpoch != epoch ? lose() : Change.NONE;
    }

    /**
     * @param info the answer to hello.
     */
    public void onShardInfo(final ShardInfoDecoder info) {
        if (state == State.GREETING && info.correlationId() == helloId) {
            epoch = info.epoch();
            publisher.epoch(epoch);
            shardCount = info.shardCount();
            rulesExpected = info.ruleSetCount();
            movesInFlightMax = info.movesInFlightMax();
            durability = info.durability();
            rules.clear();
            state = State.ANNOUNCING;
        }
    }

    /**
     * @param announced one of the shard's rule sets.
     */
    public void onRuleSetAnnounced(final RuleSetAnnouncedDecoder announced) {
        if (state == State.ANNOUNCING && announced.correlationId() == helloId) {
            rules.add(RuleSetDescriptorCodec.decode(announced));
        }
    }

    private int heard(final int frames) {
        if (frames > 0) {
            pulse.heard();
        }
        return frames;
    }

    private Change lose() {
        pulse.heard();
        final boolean wasReady = state == State.READY;
        state = State.CONNECTING;
        return wasReady ? Change.LOST : Change.NONE;
    }

    private void greet(final long nowMs) {
        helloId = correlationIds.next();
        helloMs = nowMs;
        state = State.GREETING;
        // Where the hello finds no room, the time runs out and another one follows.
        publisher.hello(helloId);
    }

    /** Whether the shard still speaks. */
    ShardPulse pulse() {
        return pulse;
    }

    /** The shard. */
    public int shardId() {
        return shardId;
    }

    /** How far the link has come. */
    public State state() {
        return state;
    }

    /** Where frames for the shard go. */
    public IngressPublisher publisher() {
        return publisher;
    }

    /** The shard's present life. */
    public int epoch() {
        return epoch;
    }

    /** How many shards the node has; 0 until the shard has said so. */
    public int shardCount() {
        return shardCount;
    }

    /** How many moves of a seat may be unanswered. */
    public int movesInFlightMax() {
        return movesInFlightMax;
    }

    /** What an acceptance promises. */
    public String durability() {
        return durability;
    }

    /** The rule sets that the shard can play. */
    public List<RuleSetDescriptor> rules() {
        return List.copyOf(rules);
    }
}
