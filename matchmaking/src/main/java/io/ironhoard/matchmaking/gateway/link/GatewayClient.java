package io.ironhoard.matchmaking.gateway.link;

import io.aeron.Aeron;
import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.ironhoard.proto.ipc.StreamIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the Aeron client, and makes a new one where the media driver was lost.
 *
 * <p>What waits for the driver runs on a thread of its own, so that the event loop never does; its results come back to
 * the event loop. The client's conductor has its own thread too, which keeps the client alive however long the event
 * loop is held up.
 */
public final class GatewayClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);
    private static final String PUBLICATION = "aeron:ipc";
    /** Untethered: a gateway that falls behind loses its image, and stalls no shard. */
    private static final String SUBSCRIPTION = "aeron:ipc?tether=false";

    private static final int CLOSE_TIMEOUT_S = 10;
    /** How often to look whether another driver has come to the folder, which its silence would tell much later. */
    private static final int LOOK_MS = 500;

    private final LinkConfig config;
    private final Executor eventLoop;
    private final Listener listener;
    private final ExecutorService connector;
    // Owned by the event loop:
    private State state = State.DOWN;
    private Aeron aeron;
    /** Which file the driver is met in. */
    private Optional<Object> driverFile = Optional.empty();

    private long nextLookMs;
    private long nextAttemptMs;
    private long nowMs;
    private int delayMs;

    /** Told on the event loop. */
    public interface Listener {
        /** The driver is there: shards may be opened. */
        void onDriverConnected();

        /** The driver was lost, and every stream with it. */
        void onDriverLost();
    }

    private enum State {
        DOWN,
        CONNECTING,
        UP,
        CLOSED
    }

    /**
     * @param config where the driver is, and limits.
     * @param eventLoop runs what belongs to the gateway's core.
     * @param listener is told.
     */
    public GatewayClient(final LinkConfig config, final Executor eventLoop, final Listener listener) {
        this.config = config;
        this.eventLoop = eventLoop;
        this.listener = listener;
        this.delayMs = config.reconnectDelayMinMs();
        connector = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("gateway-connector-" + config.gatewayId()).factory());
    }

    /**
     * Take a step, on the event loop.
     *
     * @param timeMs the time.
     */
    public void tick(final long timeMs) {
        nowMs = timeMs;
        switch (state) {
            case DOWN -> {
                if (timeMs >= nextAttemptMs) {
                    state = State.CONNECTING;
                    connector.execute(this::connect);
                }
            }
            case UP -> {
                if (aeron.isClosed()) {
                    lose("the media driver was lost");
                } else if (timeMs >= nextLookMs) {
                    nextLookMs = timeMs + LOOK_MS;
                    look();
                }
            }
            case CONNECTING, CLOSED -> {
                // The connector is at work, or nothing is to be done any more.
            }
        }
    }

    /**
     * Open the streams of a shard, from the event loop while the driver is connected.
     *
     * @param shardId the shard.
     * @param opened gets them, on the event loop; not called where the driver is lost meanwhile.
     */
    public void openShard(final int shardId, final Consumer<ShardStreams> opened) {
        final Aeron client = aeron;
        connector.execute(() -> {
            try {
                final Publication ingress =
                        client.addPublication(PUBLICATION, StreamIds.ingress(config.gatewayId(), shardId));
                final Subscription events = client.addSubscription(SUBSCRIPTION, StreamIds.events(shardId));
                final Subscription replies = client.addSubscription(SUBSCRIPTION, StreamIds.replies(shardId));
                final ShardStreams streams = new ShardStreams(shardId, ClaimPort.of(ingress), events, replies);
                hop(() -> {
                    if (aeron == client) {
                        opened.accept(streams);
                    }
                });
            } catch (final RuntimeException e) {
                hop(() -> {
                    if (aeron == client) {
                        LOG.warn("the streams of shard {} cannot be opened", shardId, e);
                        lose("the streams of shard " + shardId + " cannot be opened");
                    }
                });
            }
        });
    }

    private void connect() {
        try {
            if (!CommonContext.isDriverActive(config.aeronDirectory().toFile(), config.driverTimeoutMs(),
                    message -> {})) {
                throw new IllegalStateException("no media driver is active in " + config.aeronDirectory());
            }
            final Aeron client = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(config.aeronDirectory().toString())
                    .clientName("ironhoard-gateway-" + config.gatewayId())
                    .driverTimeoutMs(config.driverTimeoutMs())
                    .preTouchMappedMemory(true)
                    .errorHandler(new LinkErrors()));
            final Optional<Object> file = driverFile();
            if (!hop(() -> connected(client, file))) {
                client.close();
            }
        } catch (final RuntimeException e) {
            hop(() -> failed(e));
        }
    }

    private void look() {
        final Aeron client = aeron;
        connector.execute(() -> {
            final Optional<Object> now = driverFile();
            hop(() -> {
                if (aeron == client && !now.equals(driverFile)) {
                    lose("the media driver has ended");
                }
            });
        });
    }

    private Optional<Object> driverFile() {
        final Path file = config.aeronDirectory().resolve(CncFileDescriptor.CNC_FILE);
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private void connected(final Aeron client, final Optional<Object> file) {
        if (state == State.CLOSED) {
            connector.execute(client::close);
            return;
        }
        LOG.info("connected to the media driver in {}", config.aeronDirectory());
        state = State.UP;
        aeron = client;
        driverFile = file;
        delayMs = config.reconnectDelayMinMs();
        listener.onDriverConnected();
    }

    private void failed(final RuntimeException cause) {
        if (state == State.CONNECTING) {
            if (delayMs == config.reconnectDelayMinMs()) {
                LOG.info("not connected yet, trying again: {}", cause.getMessage());
            }
            retryLater();
        }
    }

    private void lose(final String why) {
        LOG.warn("{}: connecting again", why);
        final Aeron lost = aeron;
        aeron = null;
        connector.execute(lost::close);
        delayMs = config.reconnectDelayMinMs();
        retryLater();
        listener.onDriverLost();
    }

    private void retryLater() {
        state = State.DOWN;
        nextAttemptMs = nowMs + delayMs;
        delayMs = Math.min(2 * delayMs, config.reconnectDelayMaxMs());
    }

    private boolean hop(final Runnable task) {
        try {
            eventLoop.execute(task);
            return true;
        } catch (final RejectedExecutionException e) {
            return false;
        }
    }

    /** Let go of the driver. On the event loop; what is under way ends on the connector's thread. */
    @Override
    public void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            if (aeron != null) {
                connector.execute(aeron::close);
                aeron = null;
            }
            connector.shutdown();
        }
    }

    /**
     * Wait, from any thread but the event loop, until everything is released after {@link #close}.
     *
     * @return whether it was, within a bounded time.
     */
    public boolean awaitClosed() {
        try {
            return connector.awaitTermination(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
