package io.ironhoard.matchmaking.gateway.fake;

import io.aeron.ExclusivePublication;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One stream of the fake shard, whose messages can be held back for a while. On the shard's own thread. */
final class FakeOutlet {
    private static final long SEND_DEADLINE_NS = 5_000_000_000L;

    private final ExclusivePublication publication;
    private final BooleanSupplier whileWaiting;
    private final Queue<UnsafeBuffer> held = new ArrayDeque<>();

    /**
     * @param publication the stream.
     * @param whileWaiting run while there is no room; whether to go on waiting.
     */
    FakeOutlet(final ExclusivePublication publication, final BooleanSupplier whileWaiting) {
        this.publication = publication;
        this.whileWaiting = whileWaiting;
    }

    /** Keep a message until {@link #release}. */
    void hold(final DirectBuffer message, final int length) {
        final byte[] copy = new byte[length];
        message.getBytes(0, copy);
        held.add(new UnsafeBuffer(copy));
    }

    /** Send what was held, in its order. */
    void release() {
        while (!held.isEmpty()) {
            final UnsafeBuffer message = held.poll();
            send(message, message.capacity());
        }
    }

    void send(final DirectBuffer message, final int length) {
        final long deadline = System.nanoTime() + SEND_DEADLINE_NS;
        while (publication.offer(message, 0, length) < 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("nobody reads " + publication);
            }
            if (!whileWaiting.getAsBoolean()) {
                return;
            }
            Thread.yield();
        }
    }
}
