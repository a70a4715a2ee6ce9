package io.ironhoard.matchmaking.gateway.grpc;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.PlayerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The open streams of one kind, as many as the limits allow.
 *
 * <p>Owned by the gateway's event loop.
 *
 * @param <S> a stream.
 */
final class OpenStreams<S> {
    private final int streamsMax;
    private final int streamsPerPlayerMax;
    private final Set<S> open = new LinkedHashSet<>();
    private final Map<PlayerId, Integer> openByPlayer = new HashMap<>();
    private boolean stopping;

    /**
     * @param streamsMax the most streams.
     * @param streamsPerPlayerMax the most streams of one player.
     */
    OpenStreams(final int streamsMax, final int streamsPerPlayerMax) {
        this.streamsMax = streamsMax;
        this.streamsPerPlayerMax = streamsPerPlayerMax;
    }

    /**
     * @param player who wants another stream.
     * @return why there is none; nothing where there is room.
     */
    Optional<RefusedException> refusal(final PlayerId player) {
        if (stopping) {
            return Optional.of(RefusedException.of(ResultCode.STOPPING));
        }
        if (open.size() >= streamsMax) {
            return Optional.of(RefusedException.of(ResultCode.STREAMS_FULL));
        }
        final int ofPlayer = openByPlayer.getOrDefault(player, 0);
        return ofPlayer < streamsPerPlayerMax
                ? Optional.empty()
                : Optional.of(new RefusedException(
                        ResultCode.STREAMS_FULL,
                        "the player has " + ofPlayer + " open streams, which is as many as are allowed"));
    }

    /** A stream was opened. */
    void add(final S stream, final PlayerId player) {
        open.add(stream);
        openByPlayer.merge(player, 1, Integer::sum);
    }

    /** The transport has let go of a stream. */
    void remove(final S stream, final PlayerId player) {
        if (open.remove(stream)) {
            openByPlayer.computeIfPresent(player, (whose, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Refuse further streams. */
    void stop() {
        stopping = true;
    }

    /** Streams may come and go meanwhile. */
    void forEach(final Consumer<S> consumer) {
        new ArrayList<>(open).forEach(consumer);
    }
}
