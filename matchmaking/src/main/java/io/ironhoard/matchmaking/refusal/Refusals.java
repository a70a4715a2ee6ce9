package io.ironhoard.matchmaking.refusal;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.v1.Problem;

/**
 * How a refusal leaves the server: a gRPC status for generic clients, and a {@link Problem} in the trailer
 * {@code ironhoard-error-bin} for those who know this protocol. Stateless; from any thread.
 */
public final class Refusals {
    /** The trailer that carries a serialized {@link Problem}. */
    public static final Metadata.Key<byte[]> ERROR_TRAILER =
            Metadata.Key.of("ironhoard-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private Refusals() {}

    /**
     * @param refusal what happened.
     * @return the message that tells it.
     */
    public static Problem problem(final RefusedException refusal) {
        return Problem.newBuilder()
                .setCode(refusal.code())
                .setName(refusal.codeName())
                .setReason(refusal.reason())
                .setRetry(refusal.retry())
                .setRetryAfterMs(refusal.retryAfterMs())
                .build();
    }

    /**
     * @param refusal what happened.
     * @return the trailers of the call.
     */
    public static Metadata trailers(final RefusedException refusal) {
        final Metadata trailers = new Metadata();
        trailers.put(ERROR_TRAILER, problem(refusal).toByteArray());
        return trailers;
    }

    /**
     * @param refusal what happened.
     * @return the status of the call, without trailers.
     */
    public static Status status(final RefusedException refusal) {
        return Status.fromCode(statusCode(refusal.code()))
                .withDescription(refusal.codeName() + ": " + refusal.reason());
    }

    /**
     * @param refusal what happened.
     * @return what to hand to {@code StreamObserver.onError}.
     */
    public static StatusRuntimeException toException(final RefusedException refusal) {
        return status(refusal).asRuntimeException(trailers(refusal));
    }

    /**
     * The gRPC status that stands for a domain code.
     *
     * @param code a {@link ResultCode}'s number, or a rule set's.
     * @return the status code; {@code UNKNOWN} for a number that has no meaning here.
     */
    public static Status.Code statusCode(final int code) {
        final ResultCode known = ResultCode.find(code);
        if (known == null) {
            return ResultCode.isRules(code) ? Status.Code.FAILED_PRECONDITION : Status.Code.UNKNOWN;
        }
        return switch (known) {
            case ACCEPTED -> Status.Code.OK;
            case MALFORMED_FRAME, PAYLOAD_TOO_LONG, JOIN_EXPECTED, INVALID_ARGUMENT, INVALID_SETTINGS, TAG_MALFORMED ->
                    Status.Code.INVALID_ARGUMENT;
            case DEADLINE_PASSED -> Status.Code.DEADLINE_EXCEEDED;
            case MATCH_NOT_FOUND, SEAT_NOT_FOUND, RULES_NOT_FOUND, RECORD_NOT_FOUND, LOBBY_NOT_FOUND ->
                    Status.Code.NOT_FOUND;
            case SEAT_NOT_YOURS, NOT_LOBBY_HOST, NOT_LOBBY_MEMBER, TAG_FORGED -> Status.Code.PERMISSION_DENIED;
            case SEAT_TAKEN_OVER, RULES_FAULT, RULES_OVERRUN -> Status.Code.ABORTED;
            case MATCH_EXISTS, SEQUENCE_REUSED -> Status.Code.ALREADY_EXISTS;
            case HISTORY_NOT_AVAILABLE, SEQUENCE_TOO_OLD -> Status.Code.OUT_OF_RANGE;
            case SESSION_MISSING, SESSION_INVALID, SESSION_EXPIRED, SESSION_REVOKED, SIGN_IN_DISABLED ->
                    Status.Code.UNAUTHENTICATED;
            case TOO_MANY_IN_FLIGHT, LOBBY_FULL, RATE_LIMITED, OVERLOADED, MATCHES_FULL, STREAMS_FULL, LOBBIES_FULL, SESSIONS_FULL, READER_TOO_SLOW ->
                    Status.Code.RESOURCE_EXHAUSTED;
            case UNSUPPORTED_VERSION, MATCH_ENDED, SEAT_FORFEITED, LOBBY_NOT_READY, LOBBY_STARTED, SEQUENCE_GAP, CLOCK_EXPIRED ->
                    Status.Code.FAILED_PRECONDITION;
            case STALE_EPOCH, STOPPING, SHARD_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case INTERNAL -> Status.Code.INTERNAL;
        };
    }
}
