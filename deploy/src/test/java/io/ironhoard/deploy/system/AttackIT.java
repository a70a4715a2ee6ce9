package io.ironhoard.deploy.system;

import io.ironhoard.perf.attack.gateway.AttackReport;
import io.ironhoard.perf.attack.gateway.GatewayAttack;
import io.ironhoard.perf.client.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The short form of the campaign {@code attack gateway}, on a server with little memory. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class AttackIT {
    private static final int SECONDS = 4;
    private static final long RESIDENT_GROWTH_MAX = 300L * 1024 * 1024;

    @Test
    void shouldAnswerEveryHonestMoveWhileOthersAttack(@TempDir final Path folder) throws Exception {
        try (RunningServer server = RunningServer.start(folder.resolve("data"), Map.of())) {
            final Map<String, Long> processes = Map.of(
                    "matchmaking", server.process("matchmaking").pid(),
                    "dispatcher", server.process("dispatcher").pid());

            final AttackReport report = new GatewayAttack(server.target(), 4, SECONDS, processes).run();

            assertThat(report.faults()).isEmpty();
            assertThat(report.honest().accepted()).isPositive().isEqualTo(report.honest().submitted());
            assertThat(report.floodAnswered()).isPositive().isEqualTo(report.floodSent());
            assertThat(report.rssBytes()).hasSize(2);
            for (final List<Long> bytes : report.rssBytes().values()) {
                assertThat(bytes.getLast() - bytes.getFirst()).as("growth in memory").isLessThan(RESIDENT_GROWTH_MAX);
            }
            assertThat(server.status().reasons()).isEmpty();
        }
    }

    @Test
    void shouldAttackNothingButThisMachine() {
        assertThatThrownBy(() -> new GatewayAttack(
                new Target("192.0.2.1", 7400), 1, 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback only");
    }
}
