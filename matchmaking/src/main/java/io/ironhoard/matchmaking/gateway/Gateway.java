package io.ironhoard.matchmaking.gateway;

import io.grpc.BindableService;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * The gateway to the node's shards, as the process that hosts it sees it: made by the launcher, started on the one event
 * loop that also carries the gRPC connections, stopped after the last call has ended.
 */
public interface Gateway extends MatchFactory, MatchInspector, AutoCloseable {
    /**
     * {@code GameService}: its calls arrive on the event loop and stay there, except {@code GetRecord}, which the server
     * runs on virtual threads.
     *
     * @return the service to add to the server.
     */
    BindableService gameService();

    /**
     * Connect to the dispatcher and begin to poll. Returns at once; may be called before a dispatcher is there.
     *
     * @param eventLoop the thread that owns the gateway's core from now on.
     * @param onLinkChange told on the event loop, with {@code true} each time every shard has become reachable and with
     *     {@code false} each time one was lost.
     */
    void start(EventLoop eventLoop, Consumer<Boolean> onLinkChange);

    /**
     * The first step of stopping, from any thread, and returns at once: refuse new streams and moves with STOPPING, answer
     * what is in flight, and end each stream with STOPPING once its own moves are answered.
     */
    void drain();

    /**
     * Whether every move taken in was answered. From any thread.
     *
     * @return {@code true} where the pending table is empty.
     */
    boolean isIdle();

    /** Leave the event loop and release Aeron and shared memory. From any thread but the event loop; idempotent. */
    @Override
    void close();
}
