package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.supervise.ChildSpec;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.instance.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ServerPlanTest {
    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void makeAHomeWithProfiles() throws IOException {
        home = new Home(folder);
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/big.properties"), "ironhoard.java.dispatcher.heap.mib=777\n");
    }

    @Test
    void shouldKeepDataBesideTheLauncherWhereNobodySaysAnythingElse() {
        assertThat(ServerPlan.of(home, Map.of(), Map.of()).layout().data()).isEqualTo(folder.resolve("data"));
        assertThat(ServerPlan.of(home, Map.of(), Map.of("IRONHOARD_DATA_DIR", "/srv/one")).layout().data())
                .isEqualTo(Path.of("/srv/one"));
        assertThat(
                ServerPlan.of(home, Map.of("ironhoard.data.dir", "/srv/two"), Map.of("IRONHOARD_DATA_DIR", "/srv/one"))
                        .layout().data())
                .isEqualTo(Path.of("/srv/two"));
    }

    @Test
    void shouldStartTheDispatcherFirstAndHandItsSettingsOn() {
        final ServerPlan plan = ServerPlan.of(home, Map.of("ironhoard.shard.count", "3"), Map.of());

        final List<ChildSpec> children = plan.children();

        assertThat(children).extracting(ChildSpec::name).containsExactly("dispatcher", "matchmaking");
        assertThat(children).allSatisfy(child -> assertThat(child.command()).contains(
                "-Dironhoard.shard.count=3",
                "-Dironhoard.data.dir=" + folder.resolve("data"),
                "-Dironhoard.parent.pid=" + ProcessHandle.current().pid(),
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"));
        assertThat(plan.matchmaking().command()).contains("-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-XX:-ExitOnOutOfMemoryError");
        assertThat(plan.dispatcher().command()).containsSubsequence(
                "-XX:+ExitOnOutOfMemoryError", "-XX:-ExitOnOutOfMemoryError");
    }

    @Test
    void shouldKeepItsOwnSettingsToItself() {
        final ServerPlan plan = ServerPlan.of(
                home,
                Map.of("ironhoard.up.stop.timeout.s", "7", "ironhoard.java.matchmaking.collector", "z",
                        "ironhoard.java.matchmaking.options", "-Xlog:gc  -Dmy.own=1"),
                Map.of());

        assertThat(plan.limits().stop()).hasSeconds(7);
        assertThat(plan.matchmaking().command()).contains("-XX:+UseZGC", "-Xlog:gc", "-Dmy.own=1")
                .noneMatch(
                        argument -> argument.startsWith("-Dironhoard.java") || argument.startsWith("-Dironhoard.up"));
        assertThat(plan.dispatcher().command()).contains("-XX:+UseSerialGC").doesNotContain("-Xlog:gc");
    }

    @Test
    void shouldTakeSettingsFromAProfileByNameOrFile() {
        final String file = home.profile("big").toString();
        assertThat(file).isEqualTo(folder.resolve("profiles/big.properties").toString());
        assertThat(home.profile(file)).isEqualTo(Path.of(file));

        final ServerPlan plan = ServerPlan.of(home, Map.of("ironhoard.profile.file", file), Map.of());

        assertThat(plan.dispatcher().command()).contains("-Xms777m", "-Xmx777m", "-Dironhoard.profile.file=" + file);
        assertThatThrownBy(() -> home.profile("huge")).isInstanceOf(UsageException.class)
                .hasMessageContaining("no profile 'huge'").hasMessageContaining("big");
    }

    @Test
    void shouldRefuseASettingThatNobodyKnows() {
        assertThatThrownBy(() -> ServerPlan.of(home, Map.of("ironhoard.shart.count", "3"), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no setting 'ironhoard.shart.count'")
                .hasMessageContaining("did you mean ironhoard.shard.count?");
    }

    @Test
    void shouldRefuseAWrongValueOfItsOwn() {
        assertThatThrownBy(() -> ServerPlan.of(home, Map.of("ironhoard.up.stop.timeout.s", "soon"), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.up.stop.timeout.s = 'soon'");
    }

    @Test
    void shouldTellASlipInASettingOfEitherProcessBeforeAnythingStarts() {
        assertThatThrownBy(() -> ServerPlan.of(home, Map.of("ironhoard.shard.count", "0"), Map.of()).checked(Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.shard.count");
        assertThatThrownBy(() -> ServerPlan.of(home, Map.of("ironhoard.grpc.port", "many"), Map.of()).checked(Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.grpc.port");
        assertThatThrownBy(
                () -> ServerPlan.of(home, Map.of("ironhoard.durability", "fsync"), Map.of()).checked(Map.of()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("'fsync' is not in this build yet");
        final ServerPlan plan = ServerPlan.of(home, Map.of("ironhoard.shard.count", "2"), Map.of());
        assertThat(plan.checked(Map.of())).isSameAs(plan);
    }
}
