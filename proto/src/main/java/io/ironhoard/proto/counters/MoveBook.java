package io.ironhoard.proto.counters;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A process's or shard's account of moves: what was received, how it ended, and what is still open. The law is
 * {@code received = accepted + rejected + overloaded + inFlight}, where {@code inFlight} is not computed from the
 * others but is the pending table's own count.
 *
 * <p>A sequence lock makes the five numbers one: the writer's version is odd while it writes, and a reader takes its
 * copy again where the version was odd or has changed. One thread writes: it notes each move for itself and
 * shows the sum of many by {@link #publish}. Any thread or process reads. Writing neither waits nor allocates.
 */
public final class MoveBook {
    /** Bytes of a book: two cache lines, so that no other counter shares them. */
    public static final int LENGTH = 128;

    private static final int VERSION = 0;
    private static final int RECEIVED = 8;
    private static final int ACCEPTED = 16;
    private static final int REJECTED = 24;
    private static final int OVERLOADED = 32;
    private static final int IN_FLIGHT = 40;
    private static final int READ_ATTEMPTS = 10_000;
    private static final long READ_PAUSE_NS = 100_000;

    private final AtomicBuffer buffer;
    private final int offset;
    private long version;
    private long received;
    private long accepted;
    private long rejected;
    private long overloaded;
    private long inFlight;
    private long publishedReceived;
    private long publishedSettled;

    /**
     * @param buffer shared memory.
     * @param offset where the book begins, a multiple of 8.
     */
    public MoveBook(final AtomicBuffer buffer, final int offset) {
        buffer.boundsCheck(offset, LENGTH);
        this.buffer = buffer;
        this.offset = offset;
    }

    /**
     * One consistent reading.
     *
     * @param received moves that came in.
     * @param accepted of those, accepted ones, duplicates that got their original receipt included.
     * @param rejected of those, refused ones.
     * @param overloaded of those, ones that were not taken in.
     * @param inFlight what the pending table holds.
     */
    public record Reading(long received, long accepted, long rejected, long overloaded, long inFlight) {
        /** Whether the book balances. */
        public boolean isConserved() {
            return received == accepted + rejected + overloaded + inFlight;
        }
    }

    /**
     * A move came in and is open.
     *
     * @param pending the pending table's count with it.
     */
    public void received(final long pending) {
        received++;
        inFlight = pending;
    }

    /**
     * A move was accepted.
     *
     * @param pending the pending table's count without it.
     */
    public void accepted(final long pending) {
        accepted++;
        inFlight = pending;
    }

    /**
     * A move was refused.
     *
     * @param pending the pending table's count without it.
     */
    public void rejected(final long pending) {
        rejected++;
        inFlight = pending;
    }

    /**
     * A move was not taken in.
     *
     * @param pending the pending table's count without it.
     */
    public void overloaded(final long pending) {
        overloaded++;
        inFlight = pending;
    }

    /** Make what was noted since the last time visible to others; does nothing where nothing was. */
    public void publish() {
        if (received == publishedReceived && settled() == publishedSettled) {
            return;
        }
        publishedReceived = received;
        publishedSettled = settled();
        buffer.putLongRelease(offset + VERSION, ++version);
        buffer.putLongRelease(offset + RECEIVED, received);
        buffer.putLongRelease(offset + ACCEPTED, accepted);
        buffer.putLongRelease(offset + REJECTED, rejected);
        buffer.putLongRelease(offset + OVERLOADED, overloaded);
        buffer.putLongRelease(offset + IN_FLIGHT, inFlight);
        buffer.putLongRelease(offset + VERSION, ++version);
    }

    private long settled() {
        return accepted + rejected + overloaded;
    }

    /**
     * Read from any thread or process; waits up to a second where the writer was interrupted in the middle of a change.
     *
     * @return the five numbers as they were at one time.
     * @throws IllegalStateException where the writer died in the middle of a change.
     */
    public Reading read() {
        for (int attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
            final long before = buffer.getLongVolatile(offset + VERSION);
            if ((before & 1) == 0) {
                final Reading reading = new Reading(
                        buffer.getLongVolatile(offset + RECEIVED),
                        buffer.getLongVolatile(offset + ACCEPTED),
                        buffer.getLongVolatile(offset + REJECTED),
                        buffer.getLongVolatile(offset + OVERLOADED),
                        buffer.getLongVolatile(offset + IN_FLIGHT));
                if (before == buffer.getLongVolatile(offset + VERSION)) {
                    return reading;
                }
            }
            LockSupport.parkNanos(READ_PAUSE_NS);
        }
        throw new IllegalStateException("the book is never at rest: its writer may have died while writing");
    }
}
