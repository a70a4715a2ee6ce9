package io.ironhoard.perf.client;

import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A player who has signed in.
 *
 * @param name the player's name.
 * @param playerId the player's id.
 * @param authorization the value of the metadata {@code authorization} of each call.
 * @param token attaches that to calls.
 */
public record PlayerSession(String name, PlayerId playerId, String authorization, CallCredentials token) {
    private static final long TIMEOUT_MS = 10_000;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /**
     * Sign in by name. Blocks.
     *
     * @param channel a connection.
     * @param name 1 to 32 letters, digits, {@code -}, {@code _} or {@code .}.
     * @return the session.
     * @throws io.grpc.StatusRuntimeException where the server refuses.
     */
    public static PlayerSession signIn(final Channel channel, final String name) {
        final Session session = Calls.retrying(() -> SessionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .createSession(CreateSessionRequest.newBuilder().setName(name).build()));
        final String authorization = "Bearer " + session.getToken();
        return new PlayerSession(
                name, PlayerId.parse(session.getPlayerId()), authorization, new BearerToken(authorization));
    }

    /** Puts the token into each call's metadata. */
    private static final class BearerToken extends CallCredentials {
        private final Metadata headers = new Metadata();

        BearerToken(final String authorization) {
            headers.put(AUTHORIZATION, authorization);
        }

        @Override
        public void applyRequestMetadata(
                final RequestInfo request, final Executor executor, final MetadataApplier applier) {
            applier.apply(headers);
        }
    }
}
