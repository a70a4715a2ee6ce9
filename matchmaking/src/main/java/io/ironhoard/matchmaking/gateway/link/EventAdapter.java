package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.ironhoard.proto.sbe.MatchCreatedDecoder;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.ShardStartedDecoder;
import org.agrona.DirectBuffer;

/**
 * Turns one shard's event stream into calls, as far as it may be delivered.
 *
 * <p>Owned by the gateway's event loop. Allocates nothing.
 */
public final class EventAdapter implements ControlledFragmentHandler, AutoCloseable {
    private final int shardId;
    private final StreamReader reader;
    private final ShardListener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MatchEventDecoder matchEvent = new MatchEventDecoder();
    private final MatchCreatedDecoder matchCreated = new MatchCreatedDecoder();
    private final ShardStartedDecoder shardStarted = new ShardStartedDecoder();

    /**
     * @param shardId whose events they are.
     * @param subscription an untethered subscription to them; closed with this.
     * @param limit how far they may be delivered.
     * @param fragmentsMax the most frames of one poll.
     * @param listener is told.
     */
    public EventAdapter(
            final int shardId,
            final Subscription subscription,
            final DeliveryLimit limit,
            final int fragmentsMax,
            final ShardListener listener) {
        this.shardId = shardId;
        this.reader = new StreamReader(subscription, limit, fragmentsMax);
        this.listener = listener;
    }

    /**
     * @return how many frames were read.
     */
    public int poll() {
        return reader.poll(this);
    }

    /** See {@link StreamReader#connect}. */
    boolean connect() {
        return reader.connect();
    }

    /** See {@link StreamReader#takeLoss}. */
    boolean takeLoss() {
        return reader.takeLoss();
    }

    @Override
    public Action onFragment(
            final DirectBuffer buffer, final int offset, final int length, final Header fragmentHeader) {
        header.wrap(buffer, offset);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            return Action.CONTINUE;
        }
        switch (header.templateId()) {
            case MatchEventDecoder.TEMPLATE_ID ->
                    listener.onMatchEvent(shardId, matchEvent.wrapAndApplyHeader(buffer, offset, header));
            case MatchCreatedDecoder.TEMPLATE_ID ->
                    listener.onMatchCreated(shardId, matchCreated.wrapAndApplyHeader(buffer, offset, header));
            case ShardStartedDecoder.TEMPLATE_ID ->
                    listener.onShardStarted(
                            shardId,
                            shardStarted.wrapAndApplyHeader(buffer, offset, header).epoch());
            default -> {
                // A newer shard's message, which this gateway can do without.
            }
        }
        return Action.CONTINUE;
    }

    @Override
    public void close() {
        reader.close();
    }
}
