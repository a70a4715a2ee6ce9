package io.ironhoard.perf.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The connections to one server, all on one event loop, so that everything that streams do runs on one thread. Open and
 * close it on the owner's thread; {@link #loop} and {@link #channel} from any.
 */
public final class ServerLink implements AutoCloseable {
    /** The longest message taken: a record of a long match. */
    private static final int MESSAGE_LENGTH_MAX = 64 * 1024 * 1024;

    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final MultiThreadIoEventLoopGroup group;
    private final ScheduledExecutorService loop;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final Target target;

    /**
     * Set up; nothing is connected before the first call.
     *
     * @param target where the server listens.
     * @param credentials how it is known.
     * @param connections how many, at least 1.
     * @throws IOException where the certificates cannot be read.
     */
    public ServerLink(final Target target, final Credentials credentials, final int connections) throws IOException {
        this.target = target;
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("client-loop", true), NioIoHandler.newFactory());
        loop = group.next();
        try {
            for (int i = 0; i < connections; i++) {
                channels.add(channel(credentials));
            }
        } catch (final IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The thread that all streams' callbacks run on. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    /**
     * @param index any number from 0.
     * @return a connection, the same for the same number.
     */
    public ManagedChannel channel(final int index) {
        return channels.get(index % channels.size());
    }

    /**
     * Wait for the first connection.
     *
     * @param timeoutMs how long, in milliseconds.
     * @throws IOException where the server cannot be reached in that time.
     * @throws InterruptedException where the thread was asked to stop.
     */
    public void connect(final long timeoutMs) throws IOException, InterruptedException {
        final ManagedChannel channel = channels.getFirst();
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        ConnectivityState state = channel.getState(true);
        while (state != ConnectivityState.READY) {
            final CountDownLatch changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            if (state == ConnectivityState.TRANSIENT_FAILURE
                    || !changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IOException("no server answers at " + target);
            }
            state = channel.getState(true);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private ManagedChannel channel(final Credentials credentials) throws IOException {
        final NettyChannelBuilder builder = NettyChannelBuilder.forAddress(target.host(), target.port())
                .eventLoopGroup(group)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .maxInboundMessageSize(MESSAGE_LENGTH_MAX);
        if (credentials.certificates().isPresent()) {
            builder.sslContext(GrpcSslContexts.forClient()
                    .trustManager(credentials.certificates().get().toFile())
                    .build());
            credentials.authority().ifPresent(builder::overrideAuthority);
        } else {
            builder.usePlaintext();
        }
        return builder.build();
    }
}
