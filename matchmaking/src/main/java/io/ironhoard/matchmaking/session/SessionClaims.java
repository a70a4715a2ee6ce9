package io.ironhoard.matchmaking.session;

import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.proto.ids.PlayerId;

/**
 * What a token says, once it was verified. Immutable.
 *
 * @param sessionId names the session through all its refreshed tokens, 32 hexadecimal digits.
 * @param playerId the player.
 * @param name the name that the player signed in with.
 * @param expiresAtMs when the token expires, in milliseconds since the Unix epoch; whole seconds.
 */
record SessionClaims(String sessionId, PlayerId playerId, String name, long expiresAtMs) {
    PlayerIdentity identity() {
        return new PlayerIdentity(playerId, name, expiresAtMs);
    }
}
