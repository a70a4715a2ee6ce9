package io.ironhoard.perf.wire;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.GameServiceGrpc;
import io.ironhoard.v1.PlayRequest;
import io.ironhoard.v1.PlayResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls against a server that takes one at a time. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class WireConnectionTest {
    private static final String PLAY = "/" + GameServiceGrpc.getPlayMethod().getFullMethodName();

    private final LinkedBlockingQueue<String> joins = new LinkedBlockingQueue<>();

    @Test
    void shouldNotOpenACallThatWasCancelledWhileItWaited() throws Exception {
        final Server server = NettyServerBuilder
                .forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxConcurrentCallsPerConnection(1).addService(new Game()).build().start();
        try (WireLink link =
                WireLink.connect(new Target("127.0.0.1", server.getPort()), Credentials.none(), 1)) {
            final List<Call> calls = List.of(new Call(), new Call(), new Call());
            link.loop().submit(() -> {
                for (int i = 0; i < calls.size(); i++) {
                    link.connection(0).open(calls.get(i), PLAY, "Bearer t", PlayEncoder.join("call-" + i, 0, 1));
                }
                calls.get(1).cancel();
                calls.get(0).halfClose();
                link.flush();
            }).get();

            assertThat(joins.take()).isEqualTo("call-0");
            assertThat(calls.get(0).ended.get().isOk()).isTrue();
            assertThat(joins.take()).isEqualTo("call-2");
            link.loop().submit(() -> {
                calls.get(2).halfClose();
                link.flush();
            }).get();
            assertThat(calls.get(2).ended.get().isOk()).isTrue();
            assertThat(calls.get(1).ended).isNotDone();
        } finally {
            server.shutdownNow();
        }
        assertThat(joins).isEmpty();
    }

    private static final class Call extends WireCall {
        private final CompletableFuture<CallEnd> ended = new CompletableFuture<>();

        @Override
        protected void onMessage(final byte[] buffer, final int offset, final int length, final long nowNs) {
            // nothing is asked
        }

        @Override
        protected void onEnd(final CallEnd end) {
            ended.complete(end);
        }
    }

    private final class Game extends GameServiceGrpc.GameServiceImplBase {
        @Override
        public StreamObserver<PlayRequest> play(final StreamObserver<PlayResponse> out) {
            return new StreamObserver<>() {
                @Override
                public void onNext(final PlayRequest request) {
                    joins.add(request.getJoin().getMatchId());
                }

                @Override
                public void onError(final Throwable failure) {
                    // The client left.
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }
}
