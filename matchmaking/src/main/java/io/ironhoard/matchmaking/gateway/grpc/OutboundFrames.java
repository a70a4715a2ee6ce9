package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;

/**
 * The way out of one stream: headers before the first frame, and one end.
 *
 * <p>Owned by the gateway's event loop.
 */
final class OutboundFrames {
    private final ServerCall<?, EncodedFrame> call;
    private boolean headersSent;

    OutboundFrames(final ServerCall<?, EncodedFrame> call) {
        this.call = call;
    }

    /** Whether the transport has room for more. */
    boolean isReady() {
        return call.isReady();
    }

    /** Write a frame, whether there is room or not: who calls bounds what is written without. */
    void send(final EncodedFrame frame) {
        if (!headersSent) {
            headersSent = true;
            call.sendHeaders(new Metadata());
        }
        call.sendMessage(frame);
    }

    /** End the stream: everything was delivered. */
    void complete() {
        call.close(Status.OK, new Metadata());
    }

    /** End the stream with a refusal. */
    void fail(final RefusedException refusal) {
        call.close(Refusals.status(refusal), Refusals.trailers(refusal));
    }
}
