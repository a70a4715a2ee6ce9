package io.ironhoard.matchmaking.refusal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.v1.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class RefusalsTest {
    @ParameterizedTest
    @EnumSource(ResultCode.class)
    void shouldCarryEveryCodeInItsTrailer(final ResultCode code) throws InvalidProtocolBufferException {
        final StatusRuntimeException thrown =
                Refusals.toException(new RefusedException(code, "because", 7));

        final Problem problem = Problem.parseFrom(thrown.getTrailers().get(Refusals.ERROR_TRAILER));
        assertThat(problem.getCode()).isEqualTo(code.code());
        assertThat(problem.getName()).isEqualTo(code.name());
        assertThat(problem.getReason()).isEqualTo("because");
        assertThat(problem.getRetry()).isEqualTo(code.retry());
        assertThat(problem.getRetryAfterMs()).isEqualTo(7);
        assertThat(thrown.getStatus().getCode()).isNotEqualTo(Status.Code.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(value = ResultCode.class, names = {"STOPPING", "SHARD_UNAVAILABLE", "STALE_EPOCH"})
    void shouldTellGenericClientsToTryAgain(final ResultCode code) {
        assertThat(Refusals.statusCode(code.code())).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void shouldPassOnTheCodesOfRuleSets() {
        final RefusedException refusal = RefusedException.of(612, 0);

        assertThat(Refusals.problem(refusal).getCode()).isEqualTo(612);
        assertThat(Refusals.statusCode(612)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(Refusals.statusCode(999)).isEqualTo(Status.Code.UNKNOWN);
    }
}
