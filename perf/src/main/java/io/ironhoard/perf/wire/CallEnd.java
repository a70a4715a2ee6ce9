package io.ironhoard.perf.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import io.ironhoard.v1.Problem;
import java.util.Base64;
import java.util.Optional;

/**
 * How a call ended.
 *
 * @param code gRPC's status; {@code UNAVAILABLE} where the connection went, {@code INTERNAL} where the stream was reset.
 * @param message what was said of it, perhaps empty.
 * @param problem the server's own refusal, where there was one.
 */
public record CallEnd(Status.Code code, String message, Optional<Problem> problem) {
    private static final String STATUS = "grpc-status";
    private static final String MESSAGE = "grpc-message";
    private static final String PROBLEM = "ironhoard-error-bin";
    private static final String OK_HTTP = "200";

    static CallEnd connectionLost(final String why) {
        return new CallEnd(Status.Code.UNAVAILABLE, why, Optional.empty());
    }

    static CallEnd reset(final long errorCode) {
        return new CallEnd(
                Status.Code.INTERNAL, "the server reset the stream, HTTP/2 error " + errorCode, Optional.empty());
    }

    /** Whether it ended as it should. */
    public boolean isOk() {
        return code == Status.Code.OK;
    }

    @Override
    public String toString() {
        return problem.map(said -> code + ", " + said.getCode() + " " + said.getName() + ": " + said.getReason())
                .orElseGet(() -> code + (message.isEmpty() ? "" : ": " + message));
    }

    /** Read trailers. */
    static CallEnd of(final Http2Headers trailers) {
        final CharSequence number = trailers.get(STATUS);
        if (number == null) {
            final CharSequence http = trailers.status();
            final String what = http == null || OK_HTTP.contentEquals(http)
                    ? "the stream ended without a gRPC status"
                    : "HTTP status " + http;
            return new CallEnd(Status.Code.UNKNOWN, what, Optional.empty());
        }
        final CharSequence message = trailers.get(MESSAGE);
        return new CallEnd(
                code(number.toString()), message == null ? "" : message.toString(), problem(trailers.get(PROBLEM)));
    }

    private static Status.Code code(final String number) {
        try {
            return Status.fromCodeValue(Integer.parseInt(number)).getCode();
        } catch (final NumberFormatException e) {
            return Status.Code.UNKNOWN;
        }
    }

    private static Optional<Problem> problem(final CharSequence encoded) {
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Problem.parseFrom(Base64.getDecoder().decode(encoded.toString())));
        } catch (final IllegalArgumentException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
