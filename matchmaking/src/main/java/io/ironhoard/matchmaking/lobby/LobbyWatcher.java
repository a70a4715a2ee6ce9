package io.ironhoard.matchmaking.lobby;

import io.grpc.stub.ServerCallStreamObserver;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.v1.Lobby;
import io.ironhoard.v1.LobbyState;

/**
 * Shows a lobby to one stream. Of the changes that come faster than their reader takes them, only the last is kept, so a
 * reader that stays behind costs one message and misses steps, never the outcome. Thread-safe.
 */
final class LobbyWatcher {
    private final ServerCallStreamObserver<Lobby> stream;
    // Guarded by this.
    private Lobby newest;
    private long sentRevision;
    private boolean ended;

    LobbyWatcher(final ServerCallStreamObserver<Lobby> stream) {
        this.stream = stream;
    }

    /**
     * @param lobby the lobby after a change; older ones than the last are passed over, because changes are told after
     *     the lock was left.
     */
    synchronized void show(final Lobby lobby) {
        if (newest == null || lobby.getRevision() > newest.getRevision()) {
            newest = lobby;
        }
        drain();
    }

    /** Go on where the stream's reader has caught up. */
    synchronized void drain() {
        if (ended || newest == null || newest.getRevision() == sentRevision) {
            return;
        }
        if (stream.isCancelled()) {
            ended = true;
            return;
        }
        final boolean last = newest.getState() == LobbyState.LOBBY_STATE_CLOSED;
        // The last word is sent in any case: it is one message, and the call must end.
        if (last || stream.isReady()) {
            sentRevision = newest.getRevision();
            stream.onNext(newest);
            if (last) {
                ended = true;
                stream.onCompleted();
            }
        }
    }

    /** End the stream, with a reason. */
    synchronized void end(final RefusedException why) {
        if (!ended) {
            ended = true;
            stream.onError(Refusals.toException(why));
        }
    }

    /** Nobody listens any more. */
    synchronized void cancel() {
        ended = true;
    }
}
