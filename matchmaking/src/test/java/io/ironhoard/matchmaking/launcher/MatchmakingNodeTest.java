package io.ironhoard.matchmaking.launcher;

import io.ironhoard.proto.instance.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
final class MatchmakingNodeTest {
    private static final GatewayFactory WITHOUT_SHARDS = (config, counters, records) -> new FakeGateway(records, false);

    @TempDir
    private Path data;

    @Test
    void shouldSayInASentenceThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final StartRefusedException refusal = refusal("ironhoard.grpc.port", "" + taken.getLocalPort());

            assertThat(refusal.exitStatus()).isEqualTo(3);
            assertThat(refusal).hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(refusal).hasMessageContaining("in use");
        }
    }

    @Test
    void shouldGiveUpWhereNoDispatcherRuns() {
        final StartRefusedException refusal = refusal("ironhoard.link.wait.ms.max", "50");

        assertThat(refusal.exitStatus()).isEqualTo(3);
        assertThat(refusal).hasMessageContaining("no dispatcher runs here").hasMessageContaining("50 ms");
    }

    @Test
    void shouldGiveUpWhereTheDispatcherDoesNotAnswer() {
        final StartRefusedException refusal =
                refusal("ironhoard.link.wait.ms.max", "50", "ironhoard.aeron.dir", data.toString());

        assertThat(refusal.exitStatus()).isEqualTo(3);
        assertThat(refusal).hasMessageContaining("has answered within 50 ms");
    }

    @Test
    void shouldRefuseACertificateThatIsNone() throws IOException {
        final Path file = Files.writeString(data.resolve("not.pem"), "not a certificate");

        final StartRefusedException refusal =
                refusal("ironhoard.grpc.tls.cert", file.toString(), "ironhoard.grpc.tls.key", file.toString());

        assertThat(refusal.exitStatus()).isEqualTo(2);
        assertThat(refusal).hasMessageContaining("ironhoard.grpc.tls.cert");
    }

    @Test
    void shouldRefuseASessionKeyThatIsShortOrOpenToOthers() throws IOException {
        final Path key = Files.write(data.resolve("my.key"), new byte[31]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(refusal("ironhoard.session.key.file", key.toString()))
                .hasMessageContaining("my.key")
                .extracting(StartRefusedException::exitStatus)
                .isEqualTo(2);

        Files.write(key, new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refusal("ironhoard.session.key.file", key.toString())).hasMessageContaining("others");
    }

    @Test
    void shouldLeaveNothingRunningWhereItDoesNotStart() throws Exception {
        refusal("ironhoard.link.wait.ms.max", "50");
        try (RunningNode node = RunningNode.start(data)) {
            assertThat(node.signIn("ada").getName()).isEqualTo("ada");
        }
    }

    @Test
    void shouldPrintWhereItCanBeReached() throws Exception {
        try (RunningNode node = RunningNode.start(data)) {
            assertThat(node.node().readyLine())
                    .startsWith("READY {\"grpc\":\"127.0.0.1:")
                    .contains("\"ops\":\"" + node.node().operators() + "\"", "\"tls\":false", "\"gateway\":0")
                    .endsWith("}")
                    .doesNotContain("\n");
        }
    }

    @Test
    void shouldKeepItsKeyToItself() throws Exception {
        RunningNode.start(data).close();

        final Path key = data.resolve("keys").resolve("session.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        assertThat(Files.size(key)).isEqualTo(32);
    }

    private StartRefusedException refusal(final String... settings) {
        return catchThrowableOfType(
                StartRefusedException.class,
                () -> MatchmakingNode.start(RunningNode.configuration(data, settings), WITHOUT_SHARDS));
    }
}
