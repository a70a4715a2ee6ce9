package io.ironhoard.perf.client;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.MatchEvent;
import io.ironhoard.v1.Snapshot;
import io.ironhoard.v1.SpectateRequest;
import io.ironhoard.v1.SpectateResponse;
import io.ironhoard.v1.Watching;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One match over one {@code Spectate} stream, from its first event or from a snapshot on: every event checked against the
 * chain, and nothing taken that is not for everybody.
 *
 * <p>Everything here, and every call of its listener, runs on the link's event loop. No locks.
 */
public final class SpectatorStream {
    private static final int PROTOCOL_VERSION = 1;

    private final ScheduledExecutorService loop;
    private final MatchId matchId;
    private final SpectatorListener listener;
    private final ChainFollower chain = new ChainFollower();

    private ClientCallStreamObserver<SpectateRequest> requests;
    private boolean isWatching;
    private boolean awaitsSnapshot;
    private boolean isClosed;

    private SpectatorStream(
            final ScheduledExecutorService loop,
            final MatchId matchId,
            final boolean snapshot,
            final SpectatorListener listener) {
        this.loop = loop;
        this.matchId = matchId;
        this.awaitsSnapshot = snapshot;
        this.listener = listener;
    }

    /**
     * Watch a match.
     *
     * @param link the server.
     * @param channel one of the link's connections.
     * @param player who watches.
     * @param matchId the match.
     * @param snapshot whether to begin with what may be seen now, instead of the first event.
     * @param listener told of everything, never before this returns.
     * @return the stream.
     */
    public static SpectatorStream open(
            final ServerLink link,
            final Channel channel,
            final PlayerSession player,
            final MatchId matchId,
            final boolean snapshot,
            final SpectatorListener listener) {
        final SpectatorStream stream = new SpectatorStream(link.loop(), matchId, snapshot, listener);
        final SpectateRequest request = SpectateRequest.newBuilder()
                .setMatchId(matchId.toString())
                .setSnapshot(snapshot)
                .setProtocolVersion(PROTOCOL_VERSION)
                .build();
        link.loop().execute(() -> stream.start(channel, player, request));
        return stream;
    }

    /** Watch no more. On the link's event loop; the listener hears nothing more. */
    public void close() {
        if (!isClosed) {
            isClosed = true;
            if (requests != null) {
                requests.cancel("the spectator has left", null);
            }
        }
    }

    private void start(final Channel channel, final PlayerSession player, final SpectateRequest request) {
        if (!isClosed) {
            GameServiceGrpc.newStub(channel).withCallCredentials(player.token()).spectate(request, new Responses());
        }
    }

    private void onResponse(final SpectateResponse response) throws ProtocolException {
        if (!isWatching && !response.hasWatching()) {
            throw new ProtocolException("the first frame does not say what is watched");
        }
        switch (response.getFrameCase()) {
            case WATCHING -> onWatching(response.getWatching());
            case SNAPSHOT -> onSnapshot(response.getSnapshot());
            case EVENT -> onEvent(response.getEvent());
            case PRESENCE -> listener.presence(response.getPresence());
            case SPECTATORS -> listener.spectators(response.getSpectators().getCount());
            case FRAME_NOT_SET -> throw new ProtocolException("an empty frame came");
        }
    }

    private void onWatching(final Watching watching) throws ProtocolException {
        if (isWatching) {
            throw new ProtocolException("a second answer to one request came");
        }
        chain.begin(watching, matchId);
        isWatching = true;
        listener.watching(watching);
    }

    private void onSnapshot(final Snapshot snapshot) throws ProtocolException {
        if (!awaitsSnapshot) {
            throw new ProtocolException("a snapshot came where none was due");
        }
        awaitsSnapshot = false;
        chain.skipTo(snapshot);
        listener.snapshot(snapshot);
    }

    private void onEvent(final MatchEvent event) throws ProtocolException {
        if (awaitsSnapshot) {
            throw new ProtocolException("an event came before the snapshot");
        }
        if (!event.getPrivatePart().isEmpty()) {
            throw new ProtocolException("a spectator was told what is one seat's alone");
        }
        chain.follow(event);
        listener.event(event);
    }

    private void fail(final String reason) {
        if (!isClosed) {
            isClosed = true;
            if (requests != null) {
                requests.cancel(reason, null);
            }
            listener.closed(reason);
        }
    }

    private final class Responses extends LoopResponses<SpectateRequest, SpectateResponse> {
        Responses() {
            super(loop);
        }

        @Override
        void started(final ClientCallStreamObserver<SpectateRequest> stream) {
            requests = stream;
        }

        @Override
        boolean isClosed() {
            return isClosed;
        }

        @Override
        void onResponse(final SpectateResponse response) throws ProtocolException {
            SpectatorStream.this.onResponse(response);
        }

        @Override
        void fail(final String reason) {
            SpectatorStream.this.fail(reason);
        }
    }
}
