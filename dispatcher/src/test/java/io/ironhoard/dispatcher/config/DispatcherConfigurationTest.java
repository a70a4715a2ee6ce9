package io.ironhoard.dispatcher.config;

import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.instance.StartRefusedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DispatcherConfigurationTest {
    private static DispatcherConfiguration conclude(final Map<String, String> properties) {
        return DispatcherConfiguration.conclude(
                Settings.of(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all(), properties, Map.of()));
    }

    @Test
    void shouldConcludeFromDefaults() {
        final DispatcherConfiguration configuration = conclude(Map.of("ironhoard.data.dir", "some/where"));

        assertThat(configuration.shardCount()).isEqualTo(1);
        assertThat(configuration.profile()).isEqualTo(ShardProfile.SHARED);
        assertThat(configuration.durability()).isEqualTo(Durability.MEMORY);
        assertThat(configuration.match().movesInFlightMax()).isEqualTo(16);
        assertThat(configuration.layout().data()).isEqualTo(Path.of("some/where").toAbsolutePath());
        assertThat(configuration.aeronDirectory())
                .isEqualTo(configuration.layout().defaultAeronDirectory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "fsync", "quorum"})
    void shouldNameDurabilityThatIsNotBuilt(final String level) {
        assertThatThrownBy(() -> conclude(Map.of("ironhoard.durability", level)))
                .isInstanceOfSatisfying(StartRefusedException.class, e -> assertThat(e.exitStatus())
                        .isEqualTo(2))
                .hasMessage("durability '" + level + "' is not in this build yet; only memory");
    }

    @Test
    void shouldRefuseDurabilityThatDoesNotExist() {
        assertThatThrownBy(() -> conclude(Map.of("ironhoard.durability", "disk")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("one of memory, journal, fsync, quorum");
    }

    @ParameterizedTest
    @CsvSource({
        "ironhoard.ipc.term.bytes, 3000000, a power of two",
        "ironhoard.ipc.term.bytes, 65536, a whole number from 2097152",
        "ironhoard.moves.in.flight.max, 12, a power of two",
        "ironhoard.ipc.mtu.bytes, 16401, a multiple of 32",
        "ironhoard.match.abandon.grace.ms, 4000000, at most ironhoard.match.abandon.grace.ms.max",
        "ironhoard.rules.dir, /no/such/folder, a folder that exists",
        "ironhoard.shard.cores, 0, nothing in profile shared",
    })
    void shouldNameWhatIsWrongBetweenSettings(final String name, final String value, final String allowed) {
        assertThatThrownBy(() -> conclude(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name + " = '")
                .hasMessageContaining(allowed);
    }

    @Test
    void shouldRefuseCoresThatDoNotExistInProfileDedicated() {
        final Map<String, String> far =
                Map.of("ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", "9999");
        assertThatThrownBy(() -> conclude(far))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.shard.cores = '9999'")
                .hasMessageContaining("core 9999");
        final Map<String, String> absent =
                Map.of("ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", "1023");
        assertThatThrownBy(() -> conclude(absent)).hasMessageContaining("core 1023 does not exist; this machine has");
        final Map<String, String> none = Map.of("ironhoard.shard.profile", "dedicated");
        assertThatThrownBy(() -> conclude(none)).hasMessageContaining("one core for each of 1 shards");
    }

    @Test
    void shouldTakeACoreOfThisMachineInProfileDedicated() {
        final int core = CoreAffinity.host().orElseThrow().allowed().nextSetBit(0);
        final DispatcherConfiguration configuration =
                conclude(Map.of("ironhoard.shard.profile", "dedicated", "ironhoard.shard.cores", "" + core));

        assertThat(configuration.cores().core(0)).isEqualTo(core);
    }

    @Test
    void shouldCountTheSharedMemoryOfEveryStream() {
        final Map<String, String> small = Map.of(
                "ironhoard.shard.count", "3",
                "ironhoard.gateway.count.max", "2",
                "ironhoard.ipc.term.bytes", "4194304");
        // Eight of buffers; the counters with their labels are five times their values.
        final long driver = (8L + 5L) * 1024 * 1024;
        final long log = 3L * 4194304 + 4096;

        assertThat(conclude(small).sharedMemoryBytes()).isEqualTo(driver + 3 * (2 + 2) * log);
    }

    @Test
    void shouldDocumentEverySetting() {
        assertThat(DispatcherSettings.all()).allSatisfy(setting -> {
            assertThat(setting.doc()).endsWith(".");
            assertThat(Settings.reference(DispatcherSettings.all())).contains('`' + setting.name() + '`');
        });
    }
}
