package io.ironhoard.matchmaking.server;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands before a listening channel and closes what is accepted beyond the limit, before anything was read from it or
 * allocated for it. Runs on the event loop alone, so that a plain count is enough.
 */
@Sharable
final class ConnectionLimiter extends ChannelInboundHandlerAdapter {
    private final int connectionsMax;
    private int connections;

    ConnectionLimiter(final int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object accepted) {
        final Channel connection = (Channel) accepted;
        if (connections >= connectionsMax) {
            connection.unsafe().closeForcibly();
            return;
        }
        connections++;
        connection.closeFuture().addListener(closed -> connections--);
        context.fireChannelRead(accepted);
    }
}
