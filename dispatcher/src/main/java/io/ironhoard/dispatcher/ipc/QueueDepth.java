package io.ironhoard.dispatcher.ipc;

import io.aeron.AeronCounters;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.driver.status.StreamCounter;
import java.util.function.Consumer;
import org.agrona.concurrent.status.CountersReader;

/**
 * How many bytes gateways have written and the shard has not read: the driver's counters of publishers' positions less
 * the positions of the images. Owned by the shard's thread; allocates nothing.
 */
final class QueueDepth {
    private final CountersReader counters;

    /** Images come and go by another thread's hand: one look at all of them, not a count and then each. */
    private final Consumer<Image> addUnread = this::addUnread;

    private long bytes;
    private int streamId;

    /**
     * @param counters the driver's.
     */
    QueueDepth(final CountersReader counters) {
        this.counters = counters;
    }

    /**
     * @param ingress the shard's ingress.
     * @return bytes, as the driver sampled them.
     */
    long bytes(final IngressAdapter ingress) {
        bytes = 0;
        for (int id = 0; id < ingress.gatewayCount(); id++) {
            final Subscription subscription = ingress.subscription(id);
            streamId = subscription.streamId();
            subscription.forEachImage(addUnread);
        }
        return bytes;
    }

    private void addUnread(final Image image) {
        for (int counterId = 0; counterId <= counters.maxCounterId(); counterId++) {
            if (isPublisherPosition(counterId, image.sessionId())) {
                bytes += Math.max(0, counters.getCounterValue(counterId) - image.position());
                return;
            }
        }
    }

    private boolean isPublisherPosition(final int counterId, final int sessionId) {
        if (counters.getCounterState(counterId) != CountersReader.RECORD_ALLOCATED
                || counters.getCounterTypeId(counterId) != AeronCounters.DRIVER_PUBLISHER_POS_TYPE_ID) {
            return false;
        }
        final int key = CountersReader.metaDataOffset(counterId) + CountersReader.KEY_OFFSET;
        return counters.metaDataBuffer().getInt(key + StreamCounter.SESSION_ID_OFFSET) == sessionId
                && counters.metaDataBuffer().getInt(key + StreamCounter.STREAM_ID_OFFSET) == streamId;
    }
}
