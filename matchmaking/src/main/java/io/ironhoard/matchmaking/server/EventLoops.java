package io.ironhoard.matchmaking.server;

import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one event loop of the process: it accepts and serves the connections of every server, and polls the shards. One,
 * because a move then never changes threads inside the gateway, and nothing there needs a lock. Epoll where the system
 * has it, NIO elsewhere.
 */
public final class EventLoops implements AutoCloseable {
    private static final String THREAD_NAME = "gateway";
    private static final long CLOSE_MS_MAX = 5_000;

    private final EventLoopGroup group;
    private final boolean epoll;

    private EventLoops(final boolean epoll) {
        final IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.epoll = epoll;
        this.group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(THREAD_NAME, true), handlers);
    }

    /** Start the loop's thread. */
    public static EventLoops open() {
        return new EventLoops(Epoll.isAvailable());
    }

    /** The loop. */
    public EventLoop loop() {
        return group.next();
    }

    /** Whether it polls with epoll. */
    public boolean isEpoll() {
        return epoll;
    }

    /** Whether nothing runs on it any more. */
    public boolean isTerminated() {
        return group.isTerminated();
    }

    EventLoopGroup group() {
        return group;
    }

    ChannelFactory<ServerChannel> listeningChannels(final ConnectionLimiter limiter) {
        return () -> {
            final ServerChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
            channel.pipeline().addLast(limiter);
            return channel;
        };
    }

    /** Stop the loop, after what it was given so far was done. From any thread but the loop's; idempotent. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_MS_MAX, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MS_MAX, TimeUnit.MILLISECONDS);
    }
}
