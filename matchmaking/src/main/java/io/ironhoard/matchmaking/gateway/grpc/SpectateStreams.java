package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.core.StreamKeeper;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.SpectateRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All spectators' streams of this gateway: opens them within the limits, watches their limits of time, and holds snapshots
 * back until the delay has passed.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class SpectateStreams implements ServerCallHandler<SpectateRequest, EncodedFrame>, StreamKeeper {
    /** How often the limits of time are looked at. */
    private static final int TICK_MS = 250;

    private final GatewayCore core;
    private final SpectateConfig config;
    private final OpenStreams<SpectateStream> open;
    /** Snapshots that came since the last tick: from then on their delay counts, so that they are not shown too early. */
    private final LinkedHashMap<SpectateStream, EncodedFrame> arrived = new LinkedHashMap<>();
    /** Snapshots that wait, in the order of their times; at most one a stream. */
    private final LinkedHashMap<SpectateStream, Delayed> waiting = new LinkedHashMap<>();
    private long nowMs;
    private long nextTickMs;
    private long watching;

    private record Delayed(EncodedFrame frame, long dueMs) {}

    /**
     * @param core the gateway's core.
     * @param config limits.
     */
    public SpectateStreams(final GatewayCore core, final SpectateConfig config) {
        this.core = core;
        this.config = config;
        this.open = new OpenStreams<>(config.streamsMax(), config.streamsPerPlayerMax());
    }

    @Override
    public ServerCall.Listener<SpectateRequest> startCall(
            final ServerCall<SpectateRequest, EncodedFrame> call, final Metadata headers) {
        final PlayerId player = PlayerIdentity.current().playerId();
        final Optional<RefusedException> refusal = open.refusal(player);
        if (refusal.isPresent()) {
            new OutboundFrames(call).fail(refusal.get());
            return new ServerCall.Listener<>() {};
        }
        final SpectateStream stream = new SpectateStream(core, config, this, call, player, nowMs);
        open.add(stream, player);
        return stream;
    }

    @Override
    public void tick(final long timeMs) {
        nowMs = timeMs;
        arrived.forEach((stream, frame) -> waiting.put(stream, new Delayed(frame, timeMs + config.delayMs())));
        arrived.clear();
        while (!waiting.isEmpty() && waiting.firstEntry().getValue().dueMs() <= timeMs) {
            final Map.Entry<SpectateStream, Delayed> due = waiting.pollFirstEntry();
            due.getKey().show(due.getValue().frame());
        }
        if (timeMs >= nextTickMs) {
            nextTickMs = timeMs + TICK_MS;
            open.forEach(stream -> stream.tick(timeMs));
        }
    }

    @Override
    public void drain() {
        open.stop();
        open.forEach(SpectateStream::stop);
    }

    long nowMs() {
        return nowMs;
    }

    /** Hold a snapshot back, then show it. */
    void delay(final SpectateStream stream, final EncodedFrame frame) {
        arrived.put(stream, frame);
    }

    void watching() {
        core.counters().set(0, GatewayGauge.SPECTATORS, ++watching);
    }

    void notWatching(final SpectateStream stream) {
        arrived.remove(stream);
        waiting.remove(stream);
        core.counters().set(0, GatewayGauge.SPECTATORS, --watching);
    }

    /** The transport has let go of a stream. */
    void remove(final SpectateStream stream) {
        open.remove(stream, stream.player());
    }
}
