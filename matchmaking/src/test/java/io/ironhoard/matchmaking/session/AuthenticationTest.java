package io.ironhoard.matchmaking.session;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.ironhoard.matchmaking.launcher.RunningNode;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.v1.ListRulesRequest;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.RefreshSessionRequest;
import io.ironhoard.v1.RevokeSessionRequest;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
final class AuthenticationTest {
    @TempDir
    private Path data;

    private RunningNode node;

    @BeforeEach
    void startTheNode() throws StartRefusedException, InterruptedException {
        node = RunningNode.start(data);
    }

    @AfterEach
    void stopTheNode() {
        node.close();
    }

    @Test
    void shouldGiveTheSameNameTheSamePlayer() {
        final Session one = node.signIn("ada");
        final Session two = node.signIn("ada");

        assertThat(one.getPlayerId()).hasSize(32).isEqualTo(two.getPlayerId());
        assertThat(node.signIn("bob").getPlayerId()).isNotEqualTo(one.getPlayerId());
        assertThat(one.getExpiresAtMs() - System.currentTimeMillis()).isBetween(43_000_000L, 43_200_000L);
    }

    @Test
    void shouldRefuseACallWithoutAToken() {
        assertRefused(ResultCode.SESSION_MISSING, () -> listRules(LobbyServiceGrpc.newBlockingStub(node.channel())));
        assertRefused(ResultCode.SESSION_MISSING, () -> listRules(RunningNode.withHeader(
                LobbyServiceGrpc.newBlockingStub(node.channel()), "authorization", "Basic YWRhOmFkYQ==")));
    }

    @Test
    void shouldNotBelieveForwardedHeaders() {
        final String player = node.signIn("ada").getPlayerId();
        for (final String header : new String[] {"x-forwarded-for", "x-forwarded-user", "x-player-id", "forwarded"}) {
            assertRefused(ResultCode.SESSION_MISSING, () -> listRules(
                    RunningNode.withHeader(LobbyServiceGrpc.newBlockingStub(node.channel()), header, player)));
        }
    }

    @Test
    void shouldRefuseACallWithTwoTokens() {
        final String token = node.signIn("ada").getToken();
        final LobbyServiceGrpc.LobbyServiceBlockingStub twice = RunningNode.withToken(
                RunningNode.withToken(LobbyServiceGrpc.newBlockingStub(node.channel()), token), token);

        assertRefused(ResultCode.SESSION_INVALID, () -> listRules(twice));
    }

    @Test
    void shouldRefuseATokenThatIsNotOfThisServer() throws IOException {
        final SessionClaims claims = claims(System.currentTimeMillis() + 60_000);
        final String foreign = new SessionTokens(new byte[32]).issue(claims, System.currentTimeMillis());
        assertRefused(ResultCode.SESSION_INVALID, () -> listRules(lobbies(foreign)));

        final String own = new SessionTokens(key()).issue(claims, System.currentTimeMillis());
        assertThat(listRules(lobbies(own))).isEqualTo(2 + 1);
    }

    @Test
    void shouldRefuseATokenThatHasExpired() throws IOException {
        final long nowMs = System.currentTimeMillis();
        final String expired = new SessionTokens(key()).issue(claims(nowMs - 1_000), nowMs - 60_000);

        assertRefused(ResultCode.SESSION_EXPIRED, () -> listRules(lobbies(expired)));
        assertRefused(ResultCode.SESSION_EXPIRED, () -> sessions(expired)
                .refreshSession(RefreshSessionRequest.getDefaultInstance()));
    }

    @Test
    void shouldRefuseEveryTokenOfASessionOnceItWasRevoked() {
        final String first = node.signIn("ada").getToken();
        final Session refreshed = sessions(first).refreshSession(RefreshSessionRequest.getDefaultInstance());
        final String other = node.signIn("ada").getToken();
        assertThat(refreshed.getPlayerId()).isEqualTo(node.signIn("ada").getPlayerId());

        sessions(first).revokeSession(RevokeSessionRequest.getDefaultInstance());

        assertRefused(ResultCode.SESSION_REVOKED, () -> listRules(lobbies(first)));
        assertRefused(ResultCode.SESSION_REVOKED, () -> listRules(lobbies(refreshed.getToken())));
        assertRefused(ResultCode.SESSION_REVOKED, () -> sessions(first)
                .refreshSession(RefreshSessionRequest.getDefaultInstance()));
        assertThat(listRules(lobbies(other))).isEqualTo(3);
    }

    @Test
    void shouldShareTokensAndRevocationsWithAnotherGatewayOfTheDataFolder()
            throws StartRefusedException, InterruptedException {
        try (RunningNode second = RunningNode.start(data, "ironhoard.gateway.id", "1")) {
            final String token = node.signIn("ada").getToken();
            final LobbyServiceGrpc.LobbyServiceBlockingStub there =
                    RunningNode.withToken(LobbyServiceGrpc.newBlockingStub(second.channel()), token);
            assertThat(listRules(there)).isEqualTo(3);

            sessions(token).revokeSession(RevokeSessionRequest.getDefaultInstance());

            final Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
            StatusRuntimeException refusal = null;
            while (refusal == null && Instant.now().isBefore(deadline)) {
                refusal = catchThrowableOfType(StatusRuntimeException.class, () -> listRules(there));
            }
            assertThat(refusal).isNotNull();
            assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.SESSION_REVOKED);
        }
    }

    @Test
    void shouldKeepSessionsAndRevocationsAcrossARestart() throws StartRefusedException, InterruptedException {
        final String kept = node.signIn("ada").getToken();
        final String ended = node.signIn("ada").getToken();
        sessions(ended).revokeSession(RevokeSessionRequest.getDefaultInstance());

        node.close();
        node = RunningNode.start(data);

        assertThat(listRules(lobbies(kept))).isEqualTo(3);
        assertRefused(ResultCode.SESSION_REVOKED, () -> listRules(lobbies(ended)));
    }

    @Test
    void shouldSignNobodyInByNameWhereThatIsSwitchedOff() throws StartRefusedException, InterruptedException {
        node.close();
        node = RunningNode.start(data, "ironhoard.session.development.enabled", "false");

        assertRefused(ResultCode.SIGN_IN_DISABLED, () -> node.signIn("ada"));
    }

    @Test
    void shouldRefuseWhatIsNoName() {
        for (final String name : new String[] {"", "a b", "ä", "x".repeat(33), "a\n", "../a", "a".repeat(10_000)}) {
            final StatusRuntimeException refusal =
                    catchThrowableOfType(StatusRuntimeException.class, () -> node.signIn(name));
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(RunningNode.code(refusal)).isEqualTo(ResultCode.INVALID_ARGUMENT);
            assertThat(RunningNode.problem(refusal).getReason()).contains("1 to 32").hasSizeLessThan(200);
        }
    }

    @Test
    void shouldNotReadAMessageOfAMegabyte() {
        final StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> node.signIn("x".repeat(1 << 20)));

        assertThat(refusal.getStatus().getCode())
                .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
        assertThat(node.signIn("ada").getName()).isEqualTo("ada");
    }

    @Test
    void shouldNotReadMetadataOfAMegabyte() {
        final StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class, () -> listRules(lobbies("x".repeat(1 << 20))));

        assertThat(refusal.getStatus().getCode()).isNotEqualTo(Status.Code.OK);
        assertThat(RunningNode.code(refusal)).isNull();
        assertThat(node.signIn("ada").getName()).isEqualTo("ada");
    }

    @Test
    void shouldAnswerHealthWithoutAToken() {
        assertThat(HealthGrpc.newBlockingStub(node.channel())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    private static void assertRefused(final ResultCode code, final ThrowingCallable call) {
        final StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(RunningNode.code(refusal)).isEqualTo(code);
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    private byte[] key() throws IOException {
        return Files.readAllBytes(new InstanceLayout(data).sessionKey());
    }

    private static SessionClaims claims(final long expiresAtMs) {
        return new SessionClaims("00112233445566778899aabbccddeeff", PlayerNames.playerId("ada"), "ada", expiresAtMs);
    }

    private static int listRules(final LobbyServiceGrpc.LobbyServiceBlockingStub lobbies) {
        return lobbies.listRules(ListRulesRequest.getDefaultInstance()).getRulesCount();
    }

    private LobbyServiceGrpc.LobbyServiceBlockingStub lobbies(final String token) {
        return RunningNode.withToken(LobbyServiceGrpc.newBlockingStub(node.channel()), token);
    }

    private SessionServiceGrpc.SessionServiceBlockingStub sessions(final String token) {
        return RunningNode.withToken(SessionServiceGrpc.newBlockingStub(node.channel()), token);
    }
}
