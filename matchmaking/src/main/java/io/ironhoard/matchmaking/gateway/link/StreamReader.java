package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;

/**
 * Reads a stream that has one writer, and notices when it was cut off from it: an untethered subscription that falls
 * behind loses its image, and what it had not read with it.
 *
 * <p>Owned by the gateway's event loop. Allocates nothing.
 */
final class StreamReader implements AutoCloseable {
    private final Subscription subscription;
    private final DeliveryLimit limit;
    private final int fragmentsMax;
    /** The writer's image; null before the first and after a loss. */
    private Image image;

    StreamReader(final Subscription subscription, final DeliveryLimit limit, final int fragmentsMax) {
        this.subscription = subscription;
        this.limit = limit;
        this.fragmentsMax = fragmentsMax;
    }

    /**
     * @param handler takes the frames.
     * @return how many there were, at most the limit.
     */
    int poll(final ControlledFragmentHandler handler) {
        if (image == null) {
            return 0;
        }
        return image.boundedControlledPoll(handler, limit.positionMax(image), fragmentsMax);
    }

    /**
     * Follow a new writer, where there is none and one has come.
     *
     * @return whether a writer is followed.
     */
    boolean connect() {
        if (image == null && subscription.imageCount() > 0) {
            final Image candidate = subscription.imageAtIndex(0);
            image = candidate.isClosed() ? null : candidate;
        }
        return image != null;
    }

    /**
     * @return whether the writer that was followed is gone; it is followed no more.
     */
    boolean takeLoss() {
        if (image != null && image.isClosed()) {
            image = null;
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        image = null;
        subscription.close();
    }
}
