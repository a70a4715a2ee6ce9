package io.ironhoard.perf.attack.gateway;

import com.google.protobuf.ByteString;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.ironhoard.perf.client.MatchCalls;
import io.ironhoard.perf.client.PlayerSession;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import io.ironhoard.v1.Signing;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One player, signed in as all are, who sends moves without waiting for answers, as fast as the server takes them. A
 * platform thread of its own; every move has to be answered.
 */
final class Flood {
    private static final long PAUSE_NS = 200_000;
    private static final int BATCH = 8;
    private static final long DRAIN_MS_MAX = 20_000;

    private final ServerLink link;
    private final MatchId match;
    private final PlayerSession player;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("flood").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile boolean isEnded;
    private volatile ClientCallStreamObserver<PlayRequest> requests;

    private Flood(final ServerLink link, final MatchId match, final PlayerSession player) {
        this.link = link;
        this.match = match;
        this.player = player;
    }

    /** Open a match for the two, and let the first of them begin. */
    static Flood start(final ServerLink link, final List<PlayerSession> players) {
        final MatchSettings settings = MatchSettings.newBuilder()
                .setRules("tic-tac-toe")
                .setSigning(Signing.SIGNING_GATEWAY)
                .build();
        final Flood flood =
                new Flood(link, MatchCalls.open(link.channel(0), players, settings, "flood"), players.getFirst());
        flood.thread.start();
        return flood;
    }

    /** Moves sent. */
    long sent() {
        return sent.get();
    }

    /** Moves answered. */
    long answered() {
        return answered.get();
    }

    /** Stop sending, and wait for what is still unanswered. */
    void stop() throws InterruptedException {
        isStopping = true;
        thread.join();
        final long deadline = System.nanoTime() + DRAIN_MS_MAX * 1_000_000;
        while (!isEnded && answered.get() < sent.get() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        requests.onCompleted();
    }

    private void run() {
        GameServiceGrpc.newStub(link.channel(0)).withCallCredentials(player.token()).play(new Responses());
        requests.onNext(PlayRequest.newBuilder()
                .setJoin(Join.newBuilder().setMatchId(match.toString()).setSeat(0).setProtocolVersion(1))
                .build());
        // Always the same number: once it is accepted, most of these are refused as taken or come too fast.
        int sequence = 1;
        while (!isStopping && !isEnded) {
            for (int i = 0; i < BATCH && requests.isReady(); i++) {
                requests.onNext(PlayRequest.newBuilder()
                        .setMove(Move.newBuilder()
                                .setSequence(sequence)
                                .setPayload(ByteString.copyFrom(new byte[] {(byte) (sent.get() % 9)})))
                        .build());
                sent.incrementAndGet();
            }
            sequence = sent.get() % 1_000 == 0 ? sequence + 1 : sequence;
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private final class Responses implements ClientResponseObserver<PlayRequest, PlayResponse> {
        @Override
        public void beforeStart(final ClientCallStreamObserver<PlayRequest> stream) {
            requests = stream;
        }

        @Override
        public void onNext(final PlayResponse response) {
            switch (response.getFrameCase()) {
                case ACCEPTED, REJECTED, OVERLOADED -> answered.incrementAndGet();
                default -> {
                    // Events and presence.
                }
            }
        }

        @Override
        public void onError(final Throwable error) {
            isEnded = true;
        }

        @Override
        public void onCompleted() {
            isEnded = true;
        }
    }
}
