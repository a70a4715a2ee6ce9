package io.ironhoard.matchmaking.session;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.matchmaking.refusal.Refusals;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.v1.SessionServiceGrpc;
import java.util.Iterator;
import java.util.Set;

/**
 * Lets a call pass only with a valid session token in {@code authorization: Bearer TOKEN} (RFC 6750), and leaves its
 * player in the call's context. Put before the whole server: a service that is added later is closed until it is named
 * among the open ones. Nothing else of the metadata says who a caller is.
 */
public final class SessionInterceptor implements ServerInterceptor {
    static final Context.Key<SessionClaims> CLAIMS = Context.key("ironhoard-session");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";

    private static final Set<String> OPEN_SERVICES = Set.of(
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");
    private static final String OPEN_METHOD =
            SessionServiceGrpc.getCreateSessionMethod().getFullMethodName();

    private final SessionRegistry sessions;

    /**
     * @param sessions who knows which tokens are valid.
     */
    public SessionInterceptor(final SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            final ServerCall<Q, R> call, final Metadata headers, final ServerCallHandler<Q, R> next) {
        final var method = call.getMethodDescriptor();
        if (OPEN_METHOD.equals(method.getFullMethodName()) || OPEN_SERVICES.contains(method.getServiceName())) {
            return next.startCall(call, headers);
        }
        final SessionClaims claims;
        try {
            claims = sessions.authenticate(token(headers));
        } catch (final RefusedException e) {
            sessions.countRefusal();
            call.close(Refusals.status(e), Refusals.trailers(e));
            return new ServerCall.Listener<>() {};
        }
        final Context context = Context.current().withValues(PlayerIdentity.KEY, claims.identity(), CLAIMS, claims);
        return Contexts.interceptCall(context, call, headers, next);
    }

    private static String token(final Metadata headers) {
        final Iterable<String> values = headers.getAll(AUTHORIZATION);
        if (values == null) {
            throw RefusedException.of(ResultCode.SESSION_MISSING);
        }
        final Iterator<String> each = values.iterator();
        final String value = each.next();
        if (each.hasNext()) {
            throw new RefusedException(ResultCode.SESSION_INVALID, "the call carries more than one authorization");
        }
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedException(
                    ResultCode.SESSION_MISSING, "the call's authorization is not of the form 'Bearer TOKEN'");
        }
        return value.substring(SCHEME.length()).strip();
    }
}
