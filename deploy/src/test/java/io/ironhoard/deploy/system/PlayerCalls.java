package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.CreateLobbyRequest;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.JoinLobbyRequest;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.MoveAccepted;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.RevokeSessionRequest;
import io.ironhoard.v1.SessionServiceGrpc;
import io.ironhoard.v1.SetReadyRequest;
import io.ironhoard.v1.Signing;
import io.ironhoard.v1.StartLobbyRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What any client can do with the stubs alone, right or wrong, one step at a time. */
final class PlayerCalls implements AutoCloseable {
    private static final long WAIT_S = 30;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    PlayerCalls(final Target target) {
        channel = NettyChannelBuilder.forAddress(target.host(), target.port())
                .usePlaintext()
                .build();
    }

    /** A signed-in player. */
    record Player(
            LobbyServiceGrpc.LobbyServiceBlockingStub lobbies,
            GameServiceGrpc.GameServiceBlockingStub games,
            GameServiceGrpc.GameServiceStub play,
            SessionServiceGrpc.SessionServiceBlockingStub sessions) {
        void revoke() {
            sessions.revokeSession(RevokeSessionRequest.getDefaultInstance());
        }
    }

    SessionServiceGrpc.SessionServiceBlockingStub sessions() {
        return SessionServiceGrpc.newBlockingStub(channel);
    }

    Player signIn(final String name) {
        final String token = sessions()
                .createSession(CreateSessionRequest.newBuilder().setName(name).build())
                .getToken();
        final ClientInterceptor bearer = bearer(token);
        return new Player(
                LobbyServiceGrpc.newBlockingStub(channel).withInterceptors(bearer),
                GameServiceGrpc.newBlockingStub(channel).withInterceptors(bearer),
                GameServiceGrpc.newStub(channel).withInterceptors(bearer),
                SessionServiceGrpc.newBlockingStub(channel).withInterceptors(bearer));
    }

    LobbyServiceGrpc.LobbyServiceBlockingStub withoutToken() {
        return LobbyServiceGrpc.newBlockingStub(channel);
    }

    LobbyServiceGrpc.LobbyServiceBlockingStub withToken(final String token) {
        return withoutToken().withInterceptors(bearer(token));
    }

    /** A match of two, the first player in seat 0; its id. */
    String startMatch(final String rules, final Signing signing, final Player first, final Player second) {
        final String lobby = first.lobbies()
                .createLobby(CreateLobbyRequest.newBuilder()
                        .setSettings(MatchSettings.newBuilder().setRules(rules).setSigning(signing))
                        .build())
                .getLobbyId();
        second.lobbies()
                .joinLobby(JoinLobbyRequest.newBuilder().setLobbyId(lobby).build());
        ready(lobby, first, second);
        return first.lobbies()
                .startLobby(StartLobbyRequest.newBuilder().setLobbyId(lobby).build())
                .getMatchId();
    }

    void ready(final String lobby, final Player... players) {
        for (final Player player : players) {
            player.lobbies()
                    .setReady(SetReadyRequest.newBuilder()
                            .setLobbyId(lobby)
                            .setReady(true)
                            .build());
        }
    }

    /** The domain code of a call that must fail. */
    int failureOf(final Runnable call) {
        try {
            call.run();
        } catch (final StatusRuntimeException e) {
            return codeOf(e);
        }
        throw new AssertionError("the call did not fail");
    }

    Stream play(final Player player) {
        return new Stream(player.play());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static int codeOf(final StatusRuntimeException failure) {
        return Problems.find(failure)
                .orElseThrow(() -> new AssertionError("no domain code in " + failure))
                .getCode();
    }

    private static ClientInterceptor bearer(final String token) {
        final Metadata metadata = new Metadata();
        metadata.put(AUTHORIZATION, "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(metadata);
    }

    /** One play stream. */
    static final class Stream implements ClientResponseObserver<PlayRequest, PlayResponse> {
        private final LinkedBlockingQueue<PlayResponse> responses = new LinkedBlockingQueue<>();
        private final CompletableFuture<StatusRuntimeException> failure = new CompletableFuture<>();
        private ClientCallStreamObserver<PlayRequest> requests;

        Stream(final GameServiceGrpc.GameServiceStub stub) {
            stub.play(this);
        }

        Stream join(final String match, final int seat, final int resumeFrom, final int version) {
            return send(PlayRequest.newBuilder()
                    .setJoin(Join.newBuilder()
                            .setMatchId(match)
                            .setSeat(seat)
                            .setResumeFrom(resumeFrom)
                            .setProtocolVersion(version))
                    .build());
        }

        Stream joined() {
            await(PlayResponse::hasJoined);
            return this;
        }

        Stream move(final int sequence, final int cell) {
            return move(sequence, cell, ByteString.EMPTY);
        }

        Stream move(final int sequence, final int cell, final ByteString tag) {
            return send(PlayRequest.newBuilder()
                    .setMove(Move.newBuilder()
                            .setSequence(sequence)
                            .setPayload(ByteString.copyFrom(new byte[] {(byte) cell}))
                            .setTag(tag))
                    .build());
        }

        MoveAccepted accepted() {
            return await(PlayResponse::hasAccepted).getAccepted();
        }

        /** Waits until the server asks for patience. */
        Stream overloaded() {
            await(PlayResponse::hasOverloaded);
            return this;
        }

        /** Waits for the event that ends the match; its reason. */
        int endReason() {
            return await(response -> response.hasEvent() && response.getEvent().hasEnded())
                    .getEvent().getEnded().getReason();
        }

        /** The code of the next rejection. */
        int rejection() {
            return await(PlayResponse::hasRejected).getRejected().getProblem().getCode();
        }

        /** The domain code that the stream fails with. */
        int failure() {
            try {
                return codeOf(failure.get(WAIT_S, TimeUnit.SECONDS));
            } catch (final Exception e) {
                throw new AssertionError("the stream has not failed", e);
            }
        }

        void cancel() {
            requests.cancel("the test is over", null);
        }

        @Override
        public void beforeStart(final ClientCallStreamObserver<PlayRequest> stream) {
            requests = stream;
        }

        @Override
        public void onNext(final PlayResponse response) {
            responses.add(response);
        }

        @Override
        public void onError(final Throwable cause) {
            failure.complete((StatusRuntimeException) cause);
        }

        @Override
        public void onCompleted() {
            failure.completeExceptionally(new AssertionError("the stream ended without a failure"));
        }

        private Stream send(final PlayRequest request) {
            requests.onNext(request);
            return this;
        }

        private PlayResponse await(final Predicate<PlayResponse> wanted) {
            return Await.until("a response of the play stream", Duration.ofSeconds(WAIT_S), () -> {
                PlayResponse response = responses.poll();
                while (response != null && !wanted.test(response)) {
                    response = responses.poll();
                }
                return response;
            });
        }
    }
}
