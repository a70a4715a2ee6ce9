package io.ironhoard.dispatcher.ipc;

import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.ironhoard.dispatcher.shard.Outlet;
import io.ironhoard.dispatcher.shard.ShardEngine;
import io.ironhoard.dispatcher.validation.MoveFrame;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.ConnectSeatDecoder;
import io.ironhoard.proto.sbe.CreateMatchDecoder;
import io.ironhoard.proto.sbe.DisconnectSeatDecoder;
import io.ironhoard.proto.sbe.GatewayHelloDecoder;
import io.ironhoard.proto.sbe.InspectMatchDecoder;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import io.ironhoard.proto.sbe.SubmitMoveDecoder;
import io.ironhoard.proto.sbe.ViewMatchDecoder;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * Frames of all gateways become calls on the engine. Owned by the shard's thread.
 *
 * <p>A frame is handed on only while both of the engine's streams have room for what it can cause; otherwise it stays in
 * its stream, and no more is taken from any gateway in this cycle. So pressure travels back to whoever writes.
 */
public final class IngressAdapter implements ControlledFragmentHandler, AutoCloseable {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MoveFrame move = new MoveFrame();
    private final FramePreview preview;
    private final CreateMatchDecoder createMatch = new CreateMatchDecoder();
    private final ConnectSeatDecoder connectSeat = new ConnectSeatDecoder();
    private final DisconnectSeatDecoder disconnectSeat = new DisconnectSeatDecoder();
    private final InspectMatchDecoder inspectMatch = new InspectMatchDecoder();
    private final ViewMatchDecoder viewMatch = new ViewMatchDecoder();
    private final GatewayHelloDecoder gatewayHello = new GatewayHelloDecoder();

    private final ShardEngine engine;
    private final Outlet events;
    private final Outlet replies;
    /** By gateway id. */
    private final Subscription[] gateways;
    /** Whether each gateway was there at the last look. */
    private final boolean[] present;

    private final int framesPerPollMax;

    private int first;
    private int gatewayId;
    private long nowMs;
    private boolean isHeldBack;
    private long heldBackCount;
    private long unreadableCount;
    private long refusedCount;

    /**
     * @param engine whom to call.
     * @param events the engine's event stream.
     * @param replies the engine's reply stream.
     * @param gateways the ingress streams of this shard by gateway id; owned from now on.
     * @param framesPerPollMax frames taken from one gateway before the next.
     */
    public IngressAdapter(
            final ShardEngine engine,
            final Outlet events,
            final Outlet replies,
            final List<Subscription> gateways,
            final int framesPerPollMax) {
        this.engine = engine;
        preview = new FramePreview(engine.coming());
        this.events = events;
        this.replies = replies;
        this.gateways = gateways.toArray(Subscription[]::new);
        this.framesPerPollMax = framesPerPollMax;
        present = new boolean[gateways.size()];
    }

    /**
     * Take what is there, a bounded number of frames from each gateway, a different gateway first each time.
     *
     * @param timeMs the shard's time.
     * @return how many frames were taken.
     */
    public int poll(final long timeMs) {
        nowMs = timeMs;
        isHeldBack = false;
        int frames = 0;
        first = first + 1 < gateways.length ? first + 1 : 0;
        for (int i = 0; i < gateways.length && !isHeldBack; i++) {
            final int next = first + i;
            gatewayId = next < gateways.length ? next : next - gateways.length;
            preview.poll(gateways.length > 1 ? framesPerPollMax : Integer.MAX_VALUE);
            frames += gateways[gatewayId].controlledPoll(this, framesPerPollMax);
        }
        return frames;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        if (!events.hasRoom() || !replies.hasRoom()) {
            isHeldBack = true;
            heldBackCount++;
            return Action.ABORT;
        }
        if (length < 0 || length > buffer.capacity() - offset) {
            unreadableCount++;
        } else if ((fragment.flags() & FrameDescriptor.UNFRAGMENTED) != FrameDescriptor.UNFRAGMENTED) {
            unreadableCount++;
        } else {
            preview.before(buffer, offset, length, fragment, nowMs);
            onFrame(buffer, offset, length, nowMs);
        }
        return Action.CONTINUE;
    }

    /**
     * One whole frame of the gateway being polled.
     *
     * @param buffer where it is, outside the heap.
     * @param offset where it begins.
     * @param length how long it is.
     * @param timeMs the shard's time.
     */
    public void onFrame(final DirectBuffer buffer, final int offset, final int length, final long timeMs) {
        nowMs = timeMs;
        if (move.wrap(buffer, offset, length) && move.gatewayId() == gatewayId) {
            engine.submitMove(move, nowMs);
        } else {
            onOther(buffer, offset, length);
        }
    }

    /** What is not a well-formed move. */
    private void onOther(final DirectBuffer buffer, final int offset, final int length) {
        final int code = FrameBounds.check(buffer, offset, length);
        if (code != FrameBounds.READABLE) {
            refuse(buffer, offset, code);
            return;
        }
        header.wrap(buffer, offset);
        if (!onRequest(header.templateId(), buffer, offset)) {
            refuse(buffer, offset, ResultCode.MALFORMED_FRAME.code());
        }
    }

    /**
     * Tell the engine of gateways whose stream has ended since the last look.
     */
    void noticeGoneGateways() {
        for (int id = 0; id < gateways.length; id++) {
            final boolean isPresent = gateways[id].imageCount() > 0;
            if (present[id] && !isPresent) {
                engine.gatewayGone(id);
            }
            present[id] = isPresent;
        }
    }

    /** Whether the last poll was stopped by a full outgoing stream. */
    boolean isHeldBack() {
        return isHeldBack;
    }

    /** How often a full outgoing stream stopped the polling. */
    long heldBackCount() {
        return heldBackCount;
    }

    /** Frames that did not even say whom to answer. */
    public long unreadableCount() {
        return unreadableCount;
    }

    /** Frames that were answered but not read. */
    long refusedCount() {
        return refusedCount;
    }

    /** The gateways' streams, by gateway id. */
    Subscription subscription(final int id) {
        return gateways[id];
    }

    /** How many gateways there may be. */
    int gatewayCount() {
        return gateways.length;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(gateways);
    }

    /** Everything but genuine moves; false where the frame names another gateway. */
    private boolean onRequest(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case SubmitMoveDecoder.TEMPLATE_ID -> {
                // One that names its own gateway has been played.
                return false;
            }
            case CreateMatchDecoder.TEMPLATE_ID -> {
                createMatch.wrapAndApplyHeader(buffer, offset, header);
                if (createMatch.gatewayId() != gatewayId) {
                    return false;
                }
                engine.createMatch(createMatch, nowMs);
            }
            case ConnectSeatDecoder.TEMPLATE_ID -> {
                connectSeat.wrapAndApplyHeader(buffer, offset, header);
                if (connectSeat.gatewayId() != gatewayId) {
                    return false;
                }
                engine.connectSeat(connectSeat, nowMs);
            }
            case DisconnectSeatDecoder.TEMPLATE_ID -> {
                disconnectSeat.wrapAndApplyHeader(buffer, offset, header);
                if (disconnectSeat.gatewayId() != gatewayId) {
                    return false;
                }
                engine.disconnectSeat(disconnectSeat, nowMs);
            }
            case InspectMatchDecoder.TEMPLATE_ID -> {
                inspectMatch.wrapAndApplyHeader(buffer, offset, header);
                if (inspectMatch.gatewayId() != gatewayId) {
                    return false;
                }
                engine.inspectMatch(inspectMatch);
            }
            case ViewMatchDecoder.TEMPLATE_ID -> {
                viewMatch.wrapAndApplyHeader(buffer, offset, header);
                if (viewMatch.gatewayId() != gatewayId) {
                    return false;
                }
                engine.viewMatch(viewMatch, nowMs);
            }
            case GatewayHelloDecoder.TEMPLATE_ID -> {
                gatewayHello.wrapAndApplyHeader(buffer, offset, header);
                if (gatewayHello.gatewayId() != gatewayId) {
                    return false;
                }
                greet(buffer, offset);
            }
            default -> throw new IllegalStateException("template " + templateId + " passed the frame check");
        }
        return true;
    }

    private void greet(final DirectBuffer buffer, final int offset) {
        if (gatewayHello.protocolVersion() == StreamIds.PROTOCOL_VERSION) {
            engine.gatewayHello(gatewayHello);
        } else {
            refuse(buffer, offset, ResultCode.UNSUPPORTED_VERSION.code());
        }
    }

    private void refuse(final DirectBuffer buffer, final int offset, final int code) {
        if (code == FrameBounds.UNREADABLE) {
            unreadableCount++;
            return;
        }
        refusedCount++;
        final long correlationId = FrameBounds.correlationId(buffer, offset);
        switch (FrameBounds.templateId(buffer, offset)) {
            case SubmitMoveDecoder.TEMPLATE_ID -> engine.refuseMove(gatewayId, correlationId, ResultCode.find(code));
            case DisconnectSeatDecoder.TEMPLATE_ID -> {
                // A notice without a correlation id: there is nobody to answer.
            }
            default -> engine.refuseRequest(gatewayId, correlationId, ResultCode.find(code));
        }
    }
}
