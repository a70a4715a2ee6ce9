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
import java.util.Optional;

/**
 * All spectators' streams of this gateway: opens them within the limits, and watches their limits of time.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class SpectateStreams implements ServerCallHandler<SpectateRequest, EncodedFrame>, StreamKeeper {
    /** How often the limits of time are looked at. */
    private static final int TICK_MS = 250;

    private final GatewayCore core;
    private final SpectateConfig config;
    private final OpenStreams<SpectateStream> open;
    private final PublicViews views;
    private long nowMs;
    private long nextTickMs;
    private long watching;

    /**
     * @param core the gateway's core.
     * @param config limits.
     */
    public SpectateStreams(final GatewayCore core, final SpectateConfig config) {
        this.core = core;
        this.config = config;
        this.open = new OpenStreams<>(config.streamsMax(), config.streamsPerPlayerMax());
        this.views = new PublicViews(core, config.delayMs());
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
        views.tick(timeMs);
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

    /** Snapshots to begin with. */
    PublicViews views() {
        return views;
    }

    void watching() {
        core.counters().set(0, GatewayGauge.SPECTATORS, ++watching);
    }

    void notWatching() {
        core.counters().set(0, GatewayGauge.SPECTATORS, --watching);
    }

    /** The transport has let go of a stream. */
    void remove(final SpectateStream stream) {
        open.remove(stream, stream.player());
    }
}
