package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import java.util.function.Consumer;

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
    private final Consumer<Image> follower = this::follow;
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
        if (image == null) {
            // One reading of the images: one may go at any time, by a thread of the client's.
            subscription.forEachImage(follower);
        }
        return image != null;
    }

    private void follow(final Image candidate) {
        if (image == null && !candidate.isClosed()) {
            image = candidate;
        }
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
