package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.core.StreamKeeper;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.PlayRequest;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All play streams of this gateway: opens them within the limits, and watches their limits of time.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class PlayStreams implements ServerCallHandler<PlayRequest, EncodedFrame>, StreamKeeper {
    /** How often the limits of time are looked at. */
    private static final int TICK_MS = 250;

    private final GatewayCore core;
    private final PlayConfig config;
    private final Consumer<MatchFeed> matchGone;
    private final AnswerEncoder answers = new AnswerEncoder();
    private final OpenStreams<PlayStream> open;
    private long nowMs;
    private long nextTickMs;
    private long seated;

    /**
     * @param core the gateway's core.
     * @param config limits.
     * @param matchGone told where a shard does not know a match any more.
     */
    public PlayStreams(final GatewayCore core, final PlayConfig config, final Consumer<MatchFeed> matchGone) {
        this.core = core;
        this.config = config;
        this.matchGone = matchGone;
        this.open = new OpenStreams<>(config.streamsMax(), config.streamsPerPlayerMax());
    }

    @Override
    public ServerCall.Listener<PlayRequest> startCall(
            final ServerCall<PlayRequest, EncodedFrame> call, final Metadata headers) {
        final PlayerId player = PlayerIdentity.current().playerId();
        final Optional<RefusedException> refusal = open.refusal(player);
        if (refusal.isPresent()) {
            new OutboundFrames(call).fail(refusal.get());
            return new ServerCall.Listener<>() {};
        }
        final PlayStream stream = new PlayStream(core, config, this, answers, call, player, nowMs);
        open.add(stream, player);
        return stream;
    }

    @Override
    public void tick(final long timeMs) {
        nowMs = timeMs;
        if (timeMs >= nextTickMs) {
            nextTickMs = timeMs + TICK_MS;
            open.forEach(stream -> stream.tick(timeMs));
        }
    }

    @Override
    public void drain() {
        open.stop();
        open.forEach(PlayStream::stop);
    }

    long nowMs() {
        return nowMs;
    }

    void seated() {
        core.counters().set(0, GatewayGauge.STREAMS, ++seated);
    }

    void unseated() {
        core.counters().set(0, GatewayGauge.STREAMS, --seated);
    }

    void matchGone(final MatchFeed feed) {
        matchGone.accept(feed);
    }

    /** The transport has let go of a stream. */
    void remove(final PlayStream stream) {
        open.remove(stream, stream.player());
    }
}
