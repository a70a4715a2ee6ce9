package io.ironhoard.matchmaking.gateway;

import io.grpc.Context;
import io.ironhoard.proto.ids.PlayerId;
import java.util.Objects;

/**
 * The player on whose behalf a call runs, as the session interceptor authenticated it. Immutable.
 *
 * @param playerId the player's stable id.
 * @param name the name that the player signed in with.
 * @param expiresAtMs when the token that opened the call expires, in milliseconds since the Unix epoch; a stream that
 *     was opened in time may outlive it.
 */
public record PlayerIdentity(PlayerId playerId, String name, long expiresAtMs) {
    /** Where the interceptor of {@code matchmaking.session} leaves the caller of each authenticated call. */
    public static final Context.Key<PlayerIdentity> KEY = Context.key("ironhoard-player");

    public PlayerIdentity {
        Objects.requireNonNull(playerId, "playerId");
        Objects.requireNonNull(name, "name");
    }

    /**
     * The caller of the call that this thread is serving: read it where the call begins, before hopping to another thread.
     *
     * @return the caller.
     * @throws IllegalStateException where the method was served without the session interceptor, which is a bug.
     */
    public static PlayerIdentity current() {
        final PlayerIdentity player = KEY.get();
        if (player == null) {
            throw new IllegalStateException("this call was not authenticated");
        }
        return player;
    }
}
