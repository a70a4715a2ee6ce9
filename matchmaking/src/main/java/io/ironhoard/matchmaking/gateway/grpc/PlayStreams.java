package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.gateway.core.GatewayCore;
import io.ironhoard.matchmaking.gateway.core.StreamKeeper;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.matchmaking.gateway.feed.MatchFeed;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.PlayRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Set<PlayStream> open = new LinkedHashSet<>();
    private final Map<PlayerId, Integer> openByPlayer = new HashMap<>();
    private long nowMs;
    private long nextTickMs;
    private long seated;
    private boolean stopping;

    /**
     * @param core the gateway's core.
     * @param config limits.
     * @param matchGone told where a shard does not know a match any more.
     */
    public PlayStreams(final GatewayCore core, final PlayConfig config, final Consumer<MatchFeed> matchGone) {
        this.core = core;
        this.config = config;
        this.matchGone = matchGone;
    }

    @Override
    public ServerCall.Listener<PlayRequest> startCall(
            final ServerCall<PlayRequest, EncodedFrame> call, final Metadata headers) {
        final PlayerId player = PlayerIdentity.current().playerId();
        final int ofPlayer = openByPlayer.getOrDefault(player, 0);
        if (stopping) {
            return refuse(call, RefusedException.of(ResultCode.STOPPING));
        }
        if (open.size() >= config.streamsMax()) {
            return refuse(call, RefusedException.of(ResultCode.STREAMS_FULL));
        }
        if (ofPlayer >= config.streamsPerPlayerMax()) {
            return refuse(
                    call,
                    new RefusedException(
                            ResultCode.STREAMS_FULL,
                            "the player has " + ofPlayer + " open streams, which is as many as are allowed"));
        }
        final PlayStream stream = new PlayStream(core, config, this, answers, call, player, nowMs);
        open.add(stream);
        openByPlayer.merge(player, 1, Integer::sum);
        return stream;
    }

    @Override
    public void tick(final long timeMs) {
        nowMs = timeMs;
        if (timeMs >= nextTickMs) {
            nextTickMs = timeMs + TICK_MS;
            for (final PlayStream stream : snapshot()) {
                stream.tick(timeMs);
            }
        }
    }

    @Override
    public void drain() {
        stopping = true;
        for (final PlayStream stream : snapshot()) {
            stream.stop();
        }
    }

    /** How many streams are open. */
    public int size() {
        return open.size();
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
        if (open.remove(stream)) {
            openByPlayer.computeIfPresent(stream.player(), (player, count) -> count > 1 ? count - 1 : null);
        }
    }

    private List<PlayStream> snapshot() {
        return new ArrayList<>(open);
    }

    private static ServerCall.Listener<PlayRequest> refuse(
            final ServerCall<PlayRequest, EncodedFrame> call, final RefusedException refusal) {
        call.close(Refusals.status(refusal), Refusals.trailers(refusal));
        return new ServerCall.Listener<>() {};
    }
}
