package io.ironhoard.matchmaking.session;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.PlayerId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;

/**
 * Opens sessions, knows whether a token is one of them, and ends them. A session costs the server nothing while it is
 * open: only ended ones are remembered. From any thread; {@link #authenticate} never blocks.
 */
public final class SessionRegistry {
    private static final int SESSION_ID_LENGTH = 16;

    private final SessionTokens tokens;
    private final RevocationLog revocations;
    private final long timeToLiveMs;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final OpenSessions openSessions;
    private final LongAdder refused = new LongAdder();

    /**
     * @param key the secret that tokens are signed with, at least 32 bytes.
     * @param revocations the ended sessions.
     * @param timeToLiveMs how long a token is valid, in milliseconds.
     * @param clock the time.
     */
    public SessionRegistry(
            final byte[] key, final RevocationLog revocations, final long timeToLiveMs, final InstantSource clock) {
        this.tokens = new SessionTokens(key);
        this.revocations = revocations;
        this.timeToLiveMs = timeToLiveMs;
        this.clock = clock;
        this.openSessions = new OpenSessions(timeToLiveMs);
    }

    /** About how many sessions were opened here and have not expired. */
    public long openCount() {
        return openSessions.count(clock.millis());
    }

    /** How many calls were refused for want of a valid session. */
    public long refusedCount() {
        return refused.sum();
    }

    /** A token with what it says. */
    record Issued(String token, SessionClaims claims) {}

    Issued open(final PlayerId playerId, final String name) {
        final byte[] sessionId = new byte[SESSION_ID_LENGTH];
        random.nextBytes(sessionId);
        openSessions.opened(clock.millis());
        return issue(HexFormat.of().formatHex(sessionId), playerId, name);
    }

    Issued refresh(final SessionClaims claims) {
        // It may have been ended since the call came in.
        requireOpen(claims);
        return issue(claims.sessionId(), claims.playerId(), claims.name());
    }

    void revoke(final SessionClaims claims) {
        final long nowMs = clock.millis();
        // No token of this session that exists by now outlives this.
        revocations.revoke(claims.sessionId(), nowMs + timeToLiveMs, nowMs);
    }

    SessionClaims authenticate(final String token) {
        final SessionClaims claims = tokens.verify(token, clock.millis());
        requireOpen(claims);
        return claims;
    }

    /** A call came without a token that opens anything. */
    void countRefusal() {
        refused.increment();
    }

    private void requireOpen(final SessionClaims claims) {
        if (revocations.isRevoked(claims.sessionId())) {
            throw RefusedException.of(ResultCode.SESSION_REVOKED);
        }
    }

    private Issued issue(final String sessionId, final PlayerId playerId, final String name) {
        final long nowMs = clock.millis();
        // RFC 7519 counts in whole seconds.
        final long expiresAtMs = (nowMs + timeToLiveMs) / 1000 * 1000;
        final SessionClaims claims = new SessionClaims(sessionId, playerId, name, expiresAtMs);
        return new Issued(tokens.issue(claims, nowMs), claims);
    }
}
