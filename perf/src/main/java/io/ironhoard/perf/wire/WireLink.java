package io.ironhoard.perf.wire;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.FixedRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.WriteBufferWaterMark;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections to one server, all on one event loop. Open and close it on the owner's thread; everything else on the
 * loop.
 */
public final class WireLink implements AutoCloseable {
    private static final int READ_LENGTH = 64 * 1024;
    private static final int UNSENT_BYTES_MAX = 64 * 1024 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final long CLOSE_TIMEOUT_MS = 2_000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Target target;
    private final String authority;
    /** The name that the server's certificate must carry. */
    private final String serverName;
    private final SslContext tls;
    private final List<WireConnection> connections = new ArrayList<>();
    private final ArrayList<WireConnection> withOutput = new ArrayList<>();

    private WireLink(final Target target, final Credentials credentials) throws IOException {
        this.target = target;
        authority = credentials.authority().orElse(target.toString());
        serverName = credentials.authority().orElse(target.host());
        tls = credentials.certificates().isEmpty()
                ? null
                : GrpcSslContexts.forClient().trustManager(credentials.certificates().get().toFile()).build();
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("bots-loop", true),
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
    }

    /**
     * Connect. Blocks.
     *
     * @param target where the server listens.
     * @param credentials how it is known.
     * @param count how many connections, at least 1.
     * @return the link.
     * @throws IOException where the certificates cannot be read, or the server cannot be reached in 10 s.
     * @throws InterruptedException where the thread was asked to stop.
     */
    public static WireLink connect(final Target target, final Credentials credentials, final int count)
            throws IOException, InterruptedException {
        final WireLink link = new WireLink(target, credentials);
        try {
            for (int i = 0; i < count; i++) {
                link.connections.add(link.connection(i));
            }
            final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_TIMEOUT_MS);
            for (final WireConnection connection : link.connections) {
                connection.ready().get(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return link;
        } catch (final ExecutionException | TimeoutException e) {
            link.close();
            final String why = e.getCause() == null ? "no answer in " + CONNECT_TIMEOUT_MS + " ms"
                    : e.getCause().getMessage();
            throw new IOException("no server answers at " + target + ": " + why, e);
        } catch (final InterruptedException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** The thread that everything runs on. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    /**
     * @param index any number from 0.
     * @return a connection, the same for the same number.
     */
    public WireConnection connection(final long index) {
        return connections.get((int) (index % connections.size()));
    }

    /** Hand everything that was sent on any connection to the system. */
    public void flush() {
        for (int i = 0; i < withOutput.size(); i++) {
            withOutput.get(i).flush();
        }
        withOutput.clear();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    void hasOutput(final WireConnection connection) {
        withOutput.add(connection);
    }

    String scheme() {
        return tls == null ? "http" : "https";
    }

    String authority() {
        return authority;
    }

    private WireConnection connection(final int number) {
        final WireConnection connection = new WireConnection(this, number);
        new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_LENGTH))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), serverName, target.port()));
                        }
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(target.host(), target.port())
                .addListener((ChannelFutureListener) future -> {
                    if (!future.isSuccess()) {
                        connection.fail(future.cause().getMessage());
                    }
                });
        return connection;
    }
}
