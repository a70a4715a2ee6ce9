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
import io.ironhoard.v1.SpectateRequest;

/**
 * {@code GameService} as its {@code .proto} file says, with one difference inside: the answers of {@code Play} and
 * {@code Spectate} are bytes that are serialized already.
 */
public final class GameServiceBinding implements BindableService {
    private static final MethodDescriptor<PlayRequest, EncodedFrame> PLAY = GameServiceGrpc.getPlayMethod().toBuilder(
            GameServiceGrpc.getPlayMethod().getRequestMarshaller(), FrameMarshaller.play())
            .build();
    private static final MethodDescriptor<SpectateRequest, EncodedFrame> SPECTATE =
            GameServiceGrpc.getSpectateMethod().toBuilder(
                    GameServiceGrpc.getSpectateMethod().getRequestMarshaller(), FrameMarshaller.spectate())
                    .build();

    private final ServerCallHandler<PlayRequest, EncodedFrame> play;
    private final ServerCallHandler<SpectateRequest, EncodedFrame> spectate;
    private final ServerCalls.UnaryMethod<GetRecordRequest, GetRecordResponse> getRecord;

    /**
     * @param play takes players' streams.
     * @param spectate takes spectators' streams.
     * @param getRecord answers for records.
     */
    public GameServiceBinding(
            final ServerCallHandler<PlayRequest, EncodedFrame> play,
            final ServerCallHandler<SpectateRequest, EncodedFrame> spectate,
            final ServerCalls.UnaryMethod<GetRecordRequest, GetRecordResponse> getRecord) {
        this.play = play;
        this.spectate = spectate;
        this.getRecord = getRecord;
    }

    @Override
    public ServerServiceDefinition bindService() {
        final ServiceDescriptor generated = GameServiceGrpc.getServiceDescriptor();
        final ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(generated.getName())
                .setSchemaDescriptor(generated.getSchemaDescriptor())
                .addMethod(PLAY)
                .addMethod(SPECTATE)
                .addMethod(GameServiceGrpc.getGetRecordMethod())
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(PLAY, play)
                .addMethod(SPECTATE, spectate)
                .addMethod(GameServiceGrpc.getGetRecordMethod(), ServerCalls.asyncUnaryCall(getRecord))
                .build();
    }
}
