package io.ironhoard.matchmaking.refusal;

import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.io.Serial;
import java.util.Objects;

/**
 * A request was refused for a reason that its caller is told: the one exception of this process for that. It carries no
 * stack trace, because it reports no fault of the server. {@link Refusals} turns it into a gRPC status.
 */
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The domain code: a {@link ResultCode}, or 600 to 699 of a rule set. */
    private final int code;

    private final String codeName;
    private final boolean retry;
    private final long retryAfterMs;

    /**
     * @param code why.
     * @param reason one sentence for people: names the field and what is allowed.
     */
    public RefusedException(final ResultCode code, final String reason) {
        this(code, reason, 0);
    }

    /**
     * @param code why.
     * @param reason one sentence for people.
     * @param retryAfterMs how long to wait before another try, in milliseconds; 0 where no time is known.
     */
    public RefusedException(final ResultCode code, final String reason, final long retryAfterMs) {
        this(code.code(), code.name(), reason, code.retry(), retryAfterMs);
    }

    private RefusedException(
            final int code, final String codeName, final String reason, final boolean retry, final long retryAfterMs) {
        super(Objects.requireNonNull(reason, "reason"), null, false, false);
        this.code = code;
        this.codeName = codeName;
        this.retry = retry;
        this.retryAfterMs = retryAfterMs;
    }

    /**
     * @param code why, with the code's own sentence as the reason.
     * @return the exception.
     */
    public static RefusedException of(final ResultCode code) {
        return new RefusedException(code, code.doc(), 0);
    }

    /**
     * A refusal whose code came over the wire and may be one of a rule set or of a newer dispatcher.
     *
     * @param code the number.
     * @param retryAfterMs how long to wait before another try, in milliseconds; 0 where no time is known.
     * @return the exception, with the code's own sentence where it is a {@link ResultCode}.
     */
    public static RefusedException of(final int code, final long retryAfterMs) {
        final ResultCode known = ResultCode.find(code);
        return known != null
                ? new RefusedException(known, known.doc(), retryAfterMs)
                : new RefusedException(code, "CODE_" + code, "refused with code " + code, false, retryAfterMs);
    }

    /**
     * A refusal by a rule set, which gives its codes their meaning.
     *
     * @param code the number.
     * @param retryAfterMs how long to wait before another try, in milliseconds; 0 where no time is known.
     * @param descriptor the rule set.
     * @return the exception, with the rule set's own sentence where the code is one of its.
     */
    public static RefusedException of(final int code, final long retryAfterMs, final RuleSetDescriptor descriptor) {
        return descriptor.codes().stream()
                .filter(meaning -> meaning.id() == code)
                .findFirst()
                .map(meaning -> new RefusedException(code, meaning.name(), meaning.doc(), false, retryAfterMs))
                .orElseGet(() -> of(code, retryAfterMs));
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The code's name. */
    public String codeName() {
        return codeName;
    }

    /** One sentence for people. */
    public String reason() {
        return getMessage();
    }

    /** Whether the same request, unchanged, can succeed later. */
    public boolean retry() {
        return retry;
    }

    /** How long to wait before another try, in milliseconds; 0 where no time is known. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
