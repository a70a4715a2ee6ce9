package io.ironhoard.dispatcher.record;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;

/**
 * Transcripts of ended matches on their way from the record agent to the filer, and back to be given up: a ring of addresses
 * of fixed size. A transcript stays in it until the agent has taken it back, so that its length bounds all that is under way.
 *
 * <pre>
 *     taken back ≤ filed ≤ handed over ≤ taken back + capacity
 * </pre>
 *
 * <p>Allocates nothing after construction.
 */
final class RecordQueue {
    private final long[] transcripts;
    /** How many were handed over; written by the record agent. */
    private final AtomicLong handedOver = new AtomicLong();
    /** How many the filer is done with; written by the filer. */
    private final AtomicLong filed = new AtomicLong();
    /** How many were taken back; the record agent's own. */
    private long takenBack;

    /**
     * @param capacity the most that are under way; rounded up to a power of two.
     */
    RecordQueue(final int capacity) {
        transcripts = new long[BitUtil.findNextPositivePowerOfTwo(capacity)];
    }

    /**
     * Hand over; by the record agent.
     *
     * @param transcript the address of its first chunk.
     * @return false where the queue is full.
     */
    boolean offer(final long transcript) {
        final long position = handedOver.getPlain();
        if (position - takenBack == transcripts.length) {
            return false;
        }
        transcripts[index(position)] = transcript;
        handedOver.setRelease(position + 1);
        return true;
    }

    /**
     * The one to be filed next, the same until {@link #filed}; by the filer.
     *
     * @return {@link ChunkPool#NONE} where there is none.
     */
    long peek() {
        final long position = filed.getPlain();
        return position == handedOver.getAcquire() ? ChunkPool.NONE : transcripts[index(position)];
    }

    /** What {@link #peek} answered is done with, and not read any more; by the filer. */
    void filed() {
        filed.setRelease(filed.getPlain() + 1);
    }

    /**
     * Give up the memory of all that the filer is done with; by the record agent.
     *
     * @param pool whose it is.
     */
    void takeBack(final ChunkPool pool) {
        for (final long end = filed.getAcquire(); takenBack < end; takenBack++) {
            pool.giveBack(transcripts[index(takenBack)]);
        }
    }

    /** Whether every transcript handed over is done with; by any thread, once nothing more is handed over. */
    boolean isDrained() {
        return handedOver.get() == filed.get();
    }

    private int index(final long position) {
        return (int) position & transcripts.length - 1;
    }
}
