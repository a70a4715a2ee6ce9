package io.ironhoard.matchmaking.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.ironhoard.matchmaking.gateway.feed.EncodedFrame;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.GetRecordRequest;
import io.ironhoard.v1.GetRecordResponse;
import io.ironhoard.v1.PlayRequest;

/**
 * {@code GameService} as its {@code .proto} file says, with one difference inside: {@code Play}'s answers are bytes that
 * are serialized already.
 */
public final class GameServiceBinding implements BindableService {
    private static final MethodDescriptor<PlayRequest, EncodedFrame> PLAY = GameServiceGrpc.getPlayMethod().toBuilder(
            GameServiceGrpc.getPlayMethod().getRequestMarshaller(), new FrameMarshaller())
            .build();

    private final ServerCallHandler<PlayRequest, EncodedFrame> play;
    private final ServerCalls.UnaryMethod<GetRecordRequest, GetRecordResponse> getRecord;

    /**
     * @param play takes streams.
     * @param getRecord answers for records.
     */
    public GameServiceBinding(
            final ServerCallHandler<PlayRequest, EncodedFrame> play,
            final ServerCalls.UnaryMethod<GetRecordRequest, GetRecordResponse> getRecord) {
        this.play = play;
        this.getRecord = getRecord;
    }

    @Override
    public ServerServiceDefinition bindService() {
        final ServiceDescriptor generated = GameServiceGrpc.getServiceDescriptor();
        final ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(generated.getName())
                .setSchemaDescriptor(generated.getSchemaDescriptor())
                .addMethod(PLAY)
                .addMethod(GameServiceGrpc.getGetRecordMethod())
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(PLAY, play)
                .addMethod(GameServiceGrpc.getGetRecordMethod(), ServerCalls.asyncUnaryCall(getRecord))
                .build();
    }
}
