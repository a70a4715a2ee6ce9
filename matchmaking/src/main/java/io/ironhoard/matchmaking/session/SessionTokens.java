package io.ironhoard.matchmaking.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.PlayerId;
import java.text.ParseException;
import java.util.Date;
import java.util.regex.Pattern;

/**
 * Signs session tokens and reads them back: JWS compact serialization (RFC 7515), {@code HS256} and nothing else. What a
 * token must be is fixed here, not read from the token: its header chooses neither algorithm nor key. Stateless but for
 * the key; from any thread, without blocking.
 */
final class SessionTokens {
    /** The longest token read, in characters; ours have about 330. */
    static final int LENGTH_MAX = 1024;
    /** The only issuer accepted. */
    static final String ISSUER = "ironhoard";

    private static final String NAME_CLAIM = "name";
    private static final String SESSION_CLAIM = "sid";
    /** The library's own decoder skips characters that base64url does not have; a token has one spelling. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f]{32}");
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

    private final JWSSigner signer;
    private final JWSVerifier verifier;

    SessionTokens(final byte[] key) {
        try {
            signer = new MACSigner(key);
            verifier = new MACVerifier(key);
        } catch (final JOSEException e) {
            throw new IllegalArgumentException("the session key cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * @param claims what the token shall say.
     * @param nowMs the time of issue, in milliseconds since the Unix epoch.
     * @return the token.
     */
    String issue(final SessionClaims claims, final long nowMs) {
        final SignedJWT token = new SignedJWT(
                HEADER,
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(claims.playerId().toString())
                        .claim(NAME_CLAIM, claims.name())
                        .claim(SESSION_CLAIM, claims.sessionId())
                        .issueTime(new Date(nowMs))
                        .expirationTime(new Date(claims.expiresAtMs()))
                        .build());
        try {
            token.sign(signer);
        } catch (final JOSEException e) {
            throw new IllegalStateException("cannot sign a session token", e);
        }
        return token.serialize();
    }

    /**
     * @param token what a caller sent.
     * @param nowMs the time, in milliseconds since the Unix epoch.
     * @return what it says.
     * @throws RefusedException SESSION_INVALID where this server, or one with its key, never issued it; SESSION_EXPIRED
     *     where its time is over.
     */
    SessionClaims verify(final String token, final long nowMs) {
        if (token.length() > LENGTH_MAX) {
            throw invalid("it is longer than " + LENGTH_MAX + " characters");
        }
        if (!COMPACT.matcher(token).matches()) {
            throw invalid("it cannot be read");
        }
        final SessionClaims claims = readSigned(token);
        if (nowMs >= claims.expiresAtMs()) {
            throw RefusedException.of(ResultCode.SESSION_EXPIRED);
        }
        return claims;
    }

    private SessionClaims readSigned(final String token) {
        try {
            final SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
                throw invalid("it is not signed the way that this server signs");
            }
            if (!jwt.verify(verifier)) {
                throw invalid("its signature is not this server's");
            }
            return readClaims(jwt.getJWTClaimsSet());
        } catch (final ParseException | JOSEException | IllegalArgumentException e) {
            // The library's words may repeat the token: they stay here.
            throw invalid("it cannot be read");
        }
    }

    private static SessionClaims readClaims(final JWTClaimsSet claims) throws ParseException {
        if (!ISSUER.equals(claims.getIssuer())) {
            throw invalid("another server issued it");
        }
        final String subject = claims.getSubject();
        final String name = claims.getStringClaim(NAME_CLAIM);
        final String sessionId = claims.getStringClaim(SESSION_CLAIM);
        final Date expiry = claims.getExpirationTime();
        if (subject == null
                || name == null
                || !PlayerNames.isName(name)
                || sessionId == null
                || !SESSION_ID.matcher(sessionId).matches()
                || expiry == null) {
            throw invalid("a claim is missing");
        }
        return new SessionClaims(sessionId, PlayerId.parse(subject), name, expiry.getTime());
    }

    private static RefusedException invalid(final String why) {
        return new RefusedException(ResultCode.SESSION_INVALID, "the session token is not valid: " + why);
    }
}
