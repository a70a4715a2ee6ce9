package io.ironhoard.dispatcher.record;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/** Finished records on their way from the record agent to the filer: bounded, and counted at both ends. */
final class RecordQueue {
    private final OneToOneConcurrentArrayQueue<FinishedRecord> queue;
    /** Written by the record agent. */
    private final AtomicLong handedOver = new AtomicLong();
    /** Written by the filer. */
    private final AtomicLong filed = new AtomicLong();

    /**
     * @param capacity the most that wait; rounded up to a power of two.
     */
    RecordQueue(final int capacity) {
        queue = new OneToOneConcurrentArrayQueue<>(capacity);
    }

    /**
     * Hand over; by the record agent.
     *
     * @param record what.
     * @return false where the queue is full.
     */
    boolean offer(final FinishedRecord record) {
        if (!queue.offer(record)) {
            return false;
        }
        handedOver.incrementAndGet();
        return true;
    }

    /**
     * Take the next; by the filer.
     *
     * @return {@code null} where there is none.
     */
    FinishedRecord poll() {
        return queue.poll();
    }

    /** The record taken last is done with; by the filer. */
    void filed() {
        filed.incrementAndGet();
    }

    /** Whether every record handed over is done with; by any thread, once nothing more is handed over. */
    boolean isDrained() {
        return handedOver.get() == filed.get();
    }
}
