package io.ironhoard.matchmaking.server;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.ironhoard.matchmaking.launcher.RunningNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(120)
final class TlsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSpeakToClientsThatTrustItsCertificateAndToNobodyInTheClear() throws Exception {
        final Certificates server = Certificates.make(folder);
        try (RunningNode node = start(server)) {
            final String target = node.node().players();
            assertThat(node.node().readyLine()).contains("\"tls\":true");
            final ManagedChannel trusting = Grpc.newChannelBuilder(
                    target,
                    TlsChannelCredentials.newBuilder()
                            .trustManager(server.certificate().toFile())
                            .build())
                    .build();
            final ManagedChannel doubting =
                    Grpc.newChannelBuilder(target, TlsChannelCredentials.create()).build();
            final ManagedChannel plain =
                    Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
            try {
                assertThat(check(trusting)).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
                assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> check(doubting))
                        .getStatus()
                        .getCode())
                        .isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> check(plain))
                        .getStatus()
                        .getCode())
                        .isEqualTo(Status.Code.UNAVAILABLE);
            } finally {
                trusting.shutdownNow();
                doubting.shutdownNow();
                plain.shutdownNow();
            }
        }
    }

    @Test
    void shouldCloseAHandshakeThatIsLeftHalfOpen() throws Exception {
        final Certificates server = Certificates.make(folder);
        try (RunningNode node = start(server, "ironhoard.grpc.handshake.ms.max", "300");
                Socket silent =
                        new Socket("127.0.0.1", Integer.parseInt(node.node().players().replaceAll(".*:", "")))) {
            silent.setSoTimeout(60_000);
            assertThat(readAll(silent)).as("closed by the server").isTrue();
        }
    }

    private RunningNode start(final Certificates server, final String... more) throws Exception {
        final String[] settings = new String[more.length + 4];
        settings[0] = "ironhoard.grpc.tls.cert";
        settings[1] = server.certificate().toString();
        settings[2] = "ironhoard.grpc.tls.key";
        settings[3] = server.key().toString();
        System.arraycopy(more, 0, settings, 4, more.length);
        return RunningNode.start(Files.createDirectories(folder.resolve("data")), settings);
    }

    private static boolean readAll(final Socket socket) throws IOException {
        final InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // An alert may come first.
            }
        } catch (final java.net.SocketException reset) {
            // As good as an end.
        }
        return true;
    }

    private static HealthCheckResponse.ServingStatus check(final ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }
}
