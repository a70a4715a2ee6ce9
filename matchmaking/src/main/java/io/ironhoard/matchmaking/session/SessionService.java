package io.ironhoard.matchmaking.session;

import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.matchmaking.refusal.Unary;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.RefreshSessionRequest;
import io.ironhoard.v1.RevokeSessionRequest;
import io.ironhoard.v1.RevokeSessionResponse;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;

/** Signs players in and out. Runs on virtual threads. */
public final class SessionService extends SessionServiceGrpc.SessionServiceImplBase {
    private final SessionRegistry sessions;
    private final boolean developmentEnabled;

    /**
     * @param sessions the sessions.
     * @param developmentEnabled whether anybody may sign in with any name and nothing to prove it.
     */
    public SessionService(final SessionRegistry sessions, final boolean developmentEnabled) {
        this.sessions = sessions;
        this.developmentEnabled = developmentEnabled;
    }

    @Override
    public void createSession(final CreateSessionRequest request, final StreamObserver<Session> answer) {
        Unary.answer(answer, () -> {
            if (!developmentEnabled) {
                throw RefusedException.of(ResultCode.SIGN_IN_DISABLED);
            }
            final String name = PlayerNames.check(request.getName());
            return message(sessions.open(PlayerNames.playerId(name), name));
        });
    }

    @Override
    public void refreshSession(final RefreshSessionRequest request, final StreamObserver<Session> answer) {
        Unary.answer(answer, () -> message(sessions.refresh(SessionInterceptor.CLAIMS.get())));
    }

    @Override
    public void revokeSession(final RevokeSessionRequest request, final StreamObserver<RevokeSessionResponse> answer) {
        Unary.answer(answer, () -> {
            sessions.revoke(SessionInterceptor.CLAIMS.get());
            return RevokeSessionResponse.getDefaultInstance();
        });
    }

    private static Session message(final SessionRegistry.Issued issued) {
        return Session.newBuilder()
                .setToken(issued.token())
                .setPlayerId(issued.claims().playerId().toString())
                .setName(issued.claims().name())
                .setExpiresAtMs(issued.claims().expiresAtMs())
                .build();
    }
}
