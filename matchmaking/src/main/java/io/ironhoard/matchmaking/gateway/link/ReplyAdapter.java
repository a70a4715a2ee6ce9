package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.ironhoard.proto.sbe.MatchInspectedDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.MoveReceiptDecoder;
import io.ironhoard.proto.sbe.MoveRejectedDecoder;
import io.ironhoard.proto.sbe.RequestRefusedDecoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.SeatConnectedDecoder;
import io.ironhoard.proto.sbe.SeatPresenceDecoder;
import io.ironhoard.proto.sbe.ShardInfoDecoder;
import org.agrona.DirectBuffer;

/**
 * Turns one shard's reply stream into calls, without the replies to other gateways.
 *
 * <p>Owned by the gateway's event loop. Allocates nothing.
 */
public final class ReplyAdapter implements ControlledFragmentHandler, AutoCloseable {
    private final int shardId;
    private final int gatewayId;
    private final StreamReader reader;
    private final ShardListener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MoveRejectedDecoder moveRejected = new MoveRejectedDecoder();
    private final MoveReceiptDecoder moveReceipt = new MoveReceiptDecoder();
    private final RequestRefusedDecoder requestRefused = new RequestRefusedDecoder();
    private final SeatConnectedDecoder seatConnected = new SeatConnectedDecoder();
    private final SeatPresenceDecoder seatPresence = new SeatPresenceDecoder();
    private final MatchInspectedDecoder matchInspected = new MatchInspectedDecoder();
    private final MatchViewedDecoder matchViewed = new MatchViewedDecoder();
    private final ShardInfoDecoder shardInfo = new ShardInfoDecoder();
    private final RuleSetAnnouncedDecoder ruleSetAnnounced = new RuleSetAnnouncedDecoder();

    /**
     * @param shardId whose replies they are.
     * @param gatewayId this gateway.
     * @param subscription an untethered subscription to them; closed with this.
     * @param fragmentsMax the most frames of one poll.
     * @param listener is told.
     */
    public ReplyAdapter(
            final int shardId,
            final int gatewayId,
            final Subscription subscription,
            final int fragmentsMax,
            final ShardListener listener) {
        this.shardId = shardId;
        this.gatewayId = gatewayId;
        this.reader = new StreamReader(subscription, DeliveryLimit.NONE, fragmentsMax);
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
        if (header.schemaId() == MessageHeaderDecoder.SCHEMA_ID) {
            if (header.templateId() == MoveRejectedDecoder.TEMPLATE_ID) {
                onMoveRejected(buffer, offset);
            } else {
                onOther(buffer, offset);
            }
        }
        return Action.CONTINUE;
    }

    private void onMoveRejected(final DirectBuffer buffer, final int offset) {
        moveRejected.wrapAndApplyHeader(buffer, offset, header);
        if (moveRejected.gatewayId() == gatewayId) {
            listener.onMoveRejected(
                    shardId, moveRejected.correlationId(), moveRejected.code(), moveRejected.retryAfterMs());
        }
    }

    private void onOther(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case MoveReceiptDecoder.TEMPLATE_ID -> {
                if (moveReceipt.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onMoveReceipt(shardId, moveReceipt);
                }
            }
            case SeatPresenceDecoder.TEMPLATE_ID ->
                    listener.onSeatPresence(shardId, seatPresence.wrapAndApplyHeader(buffer, offset, header));
            case SeatConnectedDecoder.TEMPLATE_ID -> {
                if (seatConnected.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onSeatConnected(shardId, seatConnected);
                }
            }
            case RequestRefusedDecoder.TEMPLATE_ID -> {
                if (requestRefused.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onRequestRefused(
                            shardId,
                            requestRefused.correlationId(),
                            requestRefused.code(),
                            requestRefused.retryAfterMs());
                }
            }
            case MatchInspectedDecoder.TEMPLATE_ID -> {
                if (matchInspected.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onMatchInspected(shardId, matchInspected);
                }
            }
            case MatchViewedDecoder.TEMPLATE_ID -> {
                if (matchViewed.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onMatchViewed(shardId, matchViewed);
                }
            }
            case ShardInfoDecoder.TEMPLATE_ID -> {
                if (shardInfo.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onShardInfo(shardId, shardInfo);
                }
            }
            case RuleSetAnnouncedDecoder.TEMPLATE_ID -> {
                if (ruleSetAnnounced.wrapAndApplyHeader(buffer, offset, header).gatewayId() == gatewayId) {
                    listener.onRuleSetAnnounced(shardId, ruleSetAnnounced);
                }
            }
            default -> {
                // A newer shard's message, which this gateway can do without.
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
