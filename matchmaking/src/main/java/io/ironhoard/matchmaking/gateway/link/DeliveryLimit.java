package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Image;

/**
 * How far a stream may be read by now: where events are recorded, up to the recorded position, so that nothing is
 * delivered before it is durable.
 */
@FunctionalInterface
public interface DeliveryLimit {
    /** No limit: what is there is delivered. */
    DeliveryLimit NONE = image -> Long.MAX_VALUE;

    /**
     * @param image the stream as this gateway sees it.
     * @return the position, in bytes, up to which it may be read.
     */
    long positionMax(Image image);
}
