package io.ironhoard.deploy.system;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.CreateSessionRequest;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.LobbyServiceGrpc;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Session;
import io.ironhoard.v1.SessionServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A player made of generated stubs alone, as anybody would write one. One test thread at a time; close it. */
public final class PlainPlayer implements AutoCloseable {
    private static final long WAIT_S = 60;
    private static final long LOOK_MS = 20;

    private final ManagedChannel channel;
    private final Session session;
    private final LinkedBlockingQueue<PlayResponse> answers = new LinkedBlockingQueue<>();
    private final List<PlayResponse> heard = new ArrayList<>();
    private StreamObserver<PlayRequest> play;
    private int sequence;
    /** Written by the stream's thread. */
    private volatile Throwable failure;

    private PlainPlayer(final ManagedChannel channel, final Session session) {
        this.channel = channel;
        this.session = session;
    }

    /**
     * @param target where the server listens for players.
     * @param name   any name.
     * @return the player, signed in.
     */
    public static PlainPlayer signIn(final Target target, final String name) {
        final ManagedChannel channel =
                NettyChannelBuilder.forAddress(target.host(), target.port()).usePlaintext().build();
        try {
            return new PlainPlayer(channel, SessionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(WAIT_S, TimeUnit.SECONDS)
                    .createSession(CreateSessionRequest.newBuilder().setName(name).build()));
        } catch (final RuntimeException e) {
            channel.shutdownNow();
            throw e;
        }
    }

    /** The player's id. */
    public String playerId() {
        return session.getPlayerId();
    }

    /** Lobby calls of this player. */
    public LobbyServiceGrpc.LobbyServiceBlockingStub lobbies() {
        return LobbyServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token()))
                .withDeadlineAfter(WAIT_S, TimeUnit.SECONDS);
    }

    /** Takes a seat and waits for the answer. */
    public PlayResponse join(final String matchId, final int seat) {
        play = GameServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token()))
                .play(new StreamObserver<>() {
                    @Override
                    public void onNext(final PlayResponse response) {
                        answers.add(response);
                    }

                    @Override
                    public void onError(final Throwable error) {
                        failure = error;
                    }

                    @Override
                    public void onCompleted() {
                        failure = new IllegalStateException("the server ended the stream");
                    }
                });
        play.onNext(PlayRequest.newBuilder()
                .setJoin(Join.newBuilder().setMatchId(matchId).setSeat(seat).setProtocolVersion(1))
                .build());
        return await("joined", PlayResponse::hasJoined);
    }

    /** Submits a move of one byte with the next number; a refused number is used again. */
    public PlayResponse move(final int cell) {
        play.onNext(PlayRequest.newBuilder()
                .setMove(Move.newBuilder()
                        .setSequence(sequence + 1)
                        .setPayload(ByteString.copyFrom(new byte[] {(byte) cell})))
                .build());
        final PlayResponse answer =
                await("an answer", frame -> frame.hasAccepted() || frame.hasRejected() || frame.hasOverloaded());
        if (answer.hasAccepted()) {
            sequence++;
        }
        return answer;
    }

    /** Waits for the event of that index. */
    public PlayResponse awaitEvent(final int index) {
        return heard.stream().filter(frame -> isEvent(frame, index)).findFirst()
                .orElseGet(() -> await("event " + index, frame -> isEvent(frame, index)));
    }

    /** The events heard so far, in the order of hearing. */
    public List<Integer> indexes() {
        return heard.stream().filter(PlayResponse::hasEvent).map(frame -> frame.getEvent().getIndex()).toList();
    }

    @Override
    public void close() {
        if (play != null) {
            play.onCompleted();
        }
        channel.shutdownNow();
    }

    private static boolean isEvent(final PlayResponse frame, final int index) {
        return frame.hasEvent() && frame.getEvent().getIndex() == index;
    }

    private PlayResponse await(final String what, final Predicate<PlayResponse> wanted) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        try {
            while (true) {
                final PlayResponse frame = answers.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (frame == null) {
                    if (failure != null && answers.isEmpty() || System.nanoTime() > deadline) {
                        throw new AssertionError(
                                "no " + what + " for " + session.getName() + "; heard " + heard, failure);
                    }
                    continue;
                }
                heard.add(frame);
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private Metadata token() {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + session.getToken());
        return headers;
    }
}
