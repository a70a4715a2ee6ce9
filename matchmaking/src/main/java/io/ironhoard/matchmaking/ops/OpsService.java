package io.ironhoard.matchmaking.ops;

import io.grpc.stub.StreamObserver;
import io.ironhoard.matchmaking.gateway.MatchInspector;
import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.matchmaking.refusal.Unary;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.status.StatusReport;
import io.ironhoard.v1.GetStatusRequest;
import io.ironhoard.v1.GetStatusResponse;
import io.ironhoard.v1.InspectMatchRequest;
import io.ironhoard.v1.InspectMatchResponse;
import io.ironhoard.v1.OpsServiceGrpc;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Operators' questions over gRPC. Runs on virtual threads. */
public final class OpsService extends OpsServiceGrpc.OpsServiceImplBase {
    private final InstanceLayout layout;
    private final MatchInspector inspector;
    private final long inspectMsMax;

    /**
     * @param layout the instance whose books are read.
     * @param inspector who asks shards about matches.
     * @param inspectMsMax how long a shard may take to answer, in milliseconds.
     */
    public OpsService(final InstanceLayout layout, final MatchInspector inspector, final long inspectMsMax) {
        this.layout = layout;
        this.inspector = inspector;
        this.inspectMsMax = inspectMsMax;
    }

    @Override
    public void getStatus(final GetStatusRequest request, final StreamObserver<GetStatusResponse> answer) {
        Unary.answer(answer, () -> {
            try {
                return GetStatusResponse.newBuilder()
                        .setJson(StatusReport.take(layout).json())
                        .build();
            } catch (final IOException e) {
                throw new RefusedException(
                        ResultCode.SHARD_UNAVAILABLE, "a process' counters cannot be read: " + e.getMessage());
            }
        });
    }

    @Override
    public void inspectMatch(final InspectMatchRequest request, final StreamObserver<InspectMatchResponse> answer) {
        Unary.answer(answer, () -> await(inspector.inspect(parse(request.getMatchId()))));
    }

    private static MatchId parse(final String text) {
        try {
            return MatchId.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new RefusedException(ResultCode.INVALID_ARGUMENT, e.getMessage());
        }
    }

    private InspectMatchResponse await(final CompletableFuture<InspectMatchResponse> answer) {
        try {
            return answer.get(inspectMsMax, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            answer.cancel(false);
            throw new RefusedException(
                    ResultCode.SHARD_UNAVAILABLE, "no shard answered within " + inspectMsMax + " ms");
        } catch (final InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw RefusedException.of(ResultCode.STOPPING);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final RefusedException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("a match could not be inspected", e.getCause());
        }
    }
}
