package io.ironhoard.dispatcher.launcher;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

import static org.assertj.core.api.Assertions.assertThat;

/** The streams of a gateway to one shard. Every wait has an end. */
final class TestGateway implements AutoCloseable {
    private static final long DEADLINE_MS = 20_000;

    private final Aeron aeron;
    private final Publication ingress;
    private final Subscription events;
    private final Subscription replies;
    private final List<DirectBuffer> received = new ArrayList<>();

    TestGateway(final Path aeronDirectory, final int gatewayId, final int shardId) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory.toString()));
        events = aeron.addSubscription("aeron:ipc?tether=false", StreamIds.events(shardId));
        replies = aeron.addSubscription("aeron:ipc?tether=false", StreamIds.replies(shardId));
        ingress = aeron.addPublication("aeron:ipc", StreamIds.ingress(gatewayId, shardId));
        await(() -> ingress.isConnected() && events.isConnected() && replies.isConnected());
    }

    static void await(final BooleanSupplier condition) {
        final long deadlineMs = System.currentTimeMillis() + DEADLINE_MS;
        final SleepingMillisIdleStrategy pause = new SleepingMillisIdleStrategy(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.currentTimeMillis()).as("deadline").isLessThan(deadlineMs);
            pause.idle();
        }
    }

    void send(final DirectBuffer frame, final int length) {
        await(() -> ingress.offer(frame, 0, length) > 0);
    }

    /** Wait for a message of a kind, and take it and all before it. */
    <D extends MessageDecoderFlyweight> D take(final D decoder, final Predicate<D> condition) {
        final long deadlineMs = System.currentTimeMillis() + DEADLINE_MS;
        while (true) {
            while (!received.isEmpty()) {
                final DirectBuffer message = received.removeFirst();
                final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
                if (header.templateId() == decoder.sbeTemplateId()) {
                    decoder.wrap(message, header.encodedLength(), header.blockLength(), header.version());
                    if (condition.test(decoder)) {
                        return decoder;
                    }
                }
            }
            assertThat(System.currentTimeMillis()).as("deadline").isLessThan(deadlineMs);
            poll();
        }
    }

    /** Whether the shard still listens to this gateway. */
    boolean isLinked() {
        return ingress.isConnected();
    }

    @Override
    public void close() {
        aeron.close();
    }

    private void poll() {
        events.poll((buffer, offset, length, header) -> keep(buffer, offset, length), 1000);
        replies.poll((buffer, offset, length, header) -> keep(buffer, offset, length), 1000);
        Thread.onSpinWait();
    }

    private void keep(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        received.add(new UnsafeBuffer(copy));
    }
}
