package io.ironhoard.perf.bench.shard;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages to an {@link EchoMain} and back, each with its number and nothing else to be read. Used by one thread at a time. */
final class EchoExchange implements Exchange, AutoCloseable {
    private static final int FRAGMENTS_PER_POLL_MAX = 256;

    private final Aeron aeron;
    private final ExclusivePublication there;
    private final Subscription back;
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer message;
    private int count;
    private int answered;

    /**
     * @param aeronDirectory the driver's folder.
     * @param length of each message.
     * @throws BenchFault where the echo is not there.
     */
    EchoExchange(final Path aeronDirectory, final int length) {
        message = new UnsafeBuffer(new byte[length]);
        aeron = BenchClient.connect(aeronDirectory);
        there = aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, EchoMain.THERE);
        back = aeron.addSubscription(CommonContext.IPC_CHANNEL, EchoMain.BACK);
        final long deadlineNs = System.nanoTime() + Loops.SILENCE_NS_MAX;
        while (!there.isConnected() || !back.isConnected()) {
            if (System.nanoTime() > deadlineNs) {
                throw new BenchFault("the echo's streams are not connected");
            }
            Thread.onSpinWait();
        }
    }

    /** Begin anew with so many messages. */
    void begin(final int messages) {
        count = messages;
        answered = 0;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean send(final int number) {
        final long position = there.tryClaim(message.capacity(), claim);
        if (position < 0) {
            if (position == Publication.CLOSED || position == Publication.NOT_CONNECTED) {
                throw new BenchFault("the echo has left its stream");
            }
            return false;
        }
        claim.buffer().putBytes(claim.offset(), message, 0, message.capacity());
        claim.buffer().putLong(claim.offset(), number, ByteOrder.LITTLE_ENDIAN);
        claim.commit();
        return true;
    }

    @Override
    public int poll() {
        return back.poll(this::onEcho, FRAGMENTS_PER_POLL_MAX);
    }

    @Override
    public int answered() {
        return answered;
    }

    @Override
    public void close() {
        aeron.close();
    }

    private void onEcho(final DirectBuffer buffer, final int offset, final int length, final Header fragment) {
        if (buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) != answered) {
            throw new BenchFault("the echo answers " + buffer.getLong(offset) + " where " + answered + " was due");
        }
        answered++;
    }
}
