package io.ironhoard.matchmaking.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class SessionTokensTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long EXPIRY_MS = NOW_MS + 3_600_000;
    private static final byte[] KEY = key(64, 7);

    private final SessionTokens tokens = new SessionTokens(KEY);
    private final SessionClaims claims =
            new SessionClaims("00112233445566778899aabbccddeeff", PlayerNames.playerId("ada"), "ada", EXPIRY_MS);

    @Test
    void shouldReadBackWhatItSigned() {
        final String token = tokens.issue(claims, NOW_MS);

        assertThat(tokens.verify(token, NOW_MS)).isEqualTo(claims);
        assertThat(token.length()).isLessThan(SessionTokens.LENGTH_MAX / 2);
    }

    @Test
    void shouldAcceptATokenOfAnotherGatewayWithTheSameKey() {
        final String token = new SessionTokens(KEY.clone()).issue(claims, NOW_MS);

        assertThat(tokens.verify(token, NOW_MS)).isEqualTo(claims);
    }

    @Test
    void shouldRefuseATokenFromTheInstantOfItsExpiry() {
        final String token = tokens.issue(claims, NOW_MS);

        assertThat(tokens.verify(token, EXPIRY_MS - 1)).isEqualTo(claims);
        assertThat(refusal(token, EXPIRY_MS)).isEqualTo(ResultCode.SESSION_EXPIRED);
    }

    @Test
    void shouldRefuseATokenOfAnotherKey() {
        final String token = new SessionTokens(key(64, 8)).issue(claims, NOW_MS);

        assertThat(refusal(token, NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseATokenThatNobodySigned() {
        final String unsigned = new PlainJWT(claimsSet(SessionTokens.ISSUER)).serialize();
        final String header = base64("{\"alg\":\"none\"}");
        final String body = tokens.issue(claims, NOW_MS).split("\\.")[1];

        assertThat(refusal(unsigned, NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
        assertThat(refusal(header + "." + body + ".", NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
        assertThat(refusal(header + "." + body + ".AAAA", NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseOtherAlgorithmsEvenWithTheRightKey() throws JOSEException {
        final String hs512 = sign(JWSAlgorithm.HS512, new MACSigner(KEY), claimsSet(SessionTokens.ISSUER));

        assertThat(refusal(hs512, NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseATokenOfAnAsymmetricAlgorithm() throws JOSEException, NoSuchAlgorithmException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        final JWSSigner signer = new RSASSASigner(generator.generateKeyPair().getPrivate());

        assertThat(refusal(sign(JWSAlgorithm.RS256, signer, claimsSet(SessionTokens.ISSUER)), NOW_MS))
                .isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseATokenOfAnotherIssuer() throws JOSEException {
        final JWSSigner signer = new MACSigner(KEY);

        assertThat(refusal(sign(JWSAlgorithm.HS256, signer, claimsSet("somebody")), NOW_MS))
                .isEqualTo(ResultCode.SESSION_INVALID);
        assertThat(refusal(sign(JWSAlgorithm.HS256, signer, claimsSet(null)), NOW_MS))
                .isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseATokenWithoutAnExpiry() throws JOSEException {
        final JWTClaimsSet eternal = new JWTClaimsSet.Builder(claimsSet(SessionTokens.ISSUER))
                .expirationTime(null)
                .build();

        assertThat(refusal(sign(JWSAlgorithm.HS256, new MACSigner(KEY), eternal), NOW_MS))
                .isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldRefuseATokenWithAnyOneBitTurned() {
        final String token = tokens.issue(claims, NOW_MS);
        final byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            final byte[] turned = bytes.clone();
            turned[i] ^= 1;
            final String forged = new String(turned, StandardCharsets.ISO_8859_1);
            if (sameBytes(token, forged)) {
                continue;
            }
            assertThat(refusal(forged, NOW_MS)).as("bit 0 of byte %d", i).isEqualTo(ResultCode.SESSION_INVALID);
            refused++;
        }
        assertThat(refused).isGreaterThan(bytes.length - 10);
    }

    @Test
    void shouldRefuseAnOversizedTokenWithoutReadingIt() {
        assertThat(refusal("x".repeat(1 << 20), NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
        assertThat(refusal(tokens.issue(claims, NOW_MS) + " ".repeat(SessionTokens.LENGTH_MAX), NOW_MS))
                .isEqualTo(ResultCode.SESSION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.", "e30.e30.e30", "🙂.🙂.🙂", "null"})
    void shouldRefuseWhatIsNoToken(final String text) {
        assertThat(refusal(text, NOW_MS)).isEqualTo(ResultCode.SESSION_INVALID);
    }

    @Test
    void shouldNotRepeatATokenInItsRefusal() {
        final String token = tokens.issue(claims, NOW_MS);
        final RefusedException refusal = catchThrowableOfType(
                RefusedException.class, () -> tokens.verify(token + "!", NOW_MS));

        assertThat(refusal.reason()).doesNotContain(token.substring(0, 20));
    }

    /** The last digit of a base64url part may have bits that stand for nothing. */
    private static boolean sameBytes(final String token, final String forged) {
        final String[] one = token.split("\\.");
        final String[] two = forged.split("\\.");
        try {
            return one.length == two.length
                    && one[0].equals(two[0])
                    && one[1].equals(two[1])
                    && Arrays.equals(
                            Base64.getUrlDecoder().decode(one[2]),
                            Base64.getUrlDecoder().decode(two[2]));
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    private JWTClaimsSet claimsSet(final String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(claims.playerId().toString())
                .claim("name", claims.name())
                .claim("sid", claims.sessionId())
                .expirationTime(new Date(EXPIRY_MS))
                .build();
    }

    private static String sign(final JWSAlgorithm algorithm, final JWSSigner signer, final JWTClaimsSet claims)
            throws JOSEException {
        final SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String base64(final String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private ResultCode refusal(final String token, final long nowMs) {
        return ResultCode.find(catchThrowableOfType(RefusedException.class, () -> tokens.verify(token, nowMs))
                .code());
    }

    private static byte[] key(final int length, final int fill) {
        final byte[] key = new byte[length];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
