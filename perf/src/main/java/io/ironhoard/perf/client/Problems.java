package io.ironhoard.perf.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.v1.Problem;
import java.util.Optional;

/** Reads the server's refusals out of failed calls. Stateless; any thread. */
public final class Problems {
    private static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("ironhoard-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private Problems() {}

    /**
     * @param failure a failed call.
     * @return what the server said of it, where it said anything.
     */
    public static Optional<Problem> find(final StatusRuntimeException failure) {
        final Metadata trailers = failure.getTrailers();
        final byte[] bytes = trailers == null ? null : trailers.get(TRAILER);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Problem.parseFrom(bytes));
        } catch (final InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /**
     * @param failure a failed call.
     * @return a sentence for people.
     */
    public static String describe(final StatusRuntimeException failure) {
        return find(failure).map(Problems::describe).orElseGet(() -> describe(failure.getStatus()));
    }

    /**
     * @param problem a refusal.
     * @return a sentence for people.
     */
    public static String describe(final Problem problem) {
        return problem.getCode() + " " + problem.getName() + ": " + problem.getReason();
    }

    /**
     * @param status how a call ended.
     * @return a sentence for people.
     */
    public static String describe(final Status status) {
        return status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
    }

    /**
     * @param failure a failed call.
     * @return whether the same call can succeed later.
     */
    public static boolean canRetry(final StatusRuntimeException failure) {
        return find(failure).map(Problem::getRetry).orElse(failure.getStatus().getCode() == Status.Code.UNAVAILABLE);
    }
}
