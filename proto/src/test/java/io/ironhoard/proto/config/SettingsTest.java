package io.ironhoard.proto.config;

import io.ironhoard.proto.config.SettingGroup.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class SettingsTest {
    private static final Setting<Integer> COUNT =
            Setting.integer("ironhoard.shard.count", 1, 64, 1, "How many shards there are.");
    private static final Setting<List<Integer>> CORES =
            Setting.integers("ironhoard.shard.cores", 1023, 8, "", "Which cores.");
    private static final Setting<Boolean> SPARSE = Setting.bool("ironhoard.driver.sparse", false, "Sparse files.");
    private static final Setting<Source> CHOICE =
            Setting.choice("ironhoard.durability.level", Source.class, Source.FROM_HERE, "A choice.");
    private static final List<Setting<?>> KNOWN = List.of(COUNT, CORES, SPARSE, CHOICE);

    @TempDir
    private Path folder;

    private enum Source {
        FROM_HERE,
        THERE
    }

    private static Settings resolve(final Map<String, String> properties, final Map<String, String> environment) {
        return Settings.of(Reader.DISPATCHER, KNOWN, properties, environment);
    }

    @Test
    void shouldTakeDefaultsWhereNobodySaysAnything() {
        final Settings settings = resolve(Map.of("user.home", "x"), Map.of("PATH", "y"));

        assertThat(settings.get(COUNT)).isEqualTo(1);
        assertThat(settings.get(CORES)).isEmpty();
        assertThat(settings.get(SPARSE)).isFalse();
        assertThat(settings.get(CHOICE)).isEqualTo(Source.FROM_HERE);
        assertThat(settings.get(Settings.PROFILE_FILE)).isEqualTo(Optional.empty());
        assertThat(settings.source(COUNT)).isEqualTo(Settings.Source.DEFAULT);
        assertThat(settings.given()).isEmpty();
    }

    @Test
    void shouldPreferSystemPropertyThenEnvironmentThenProfile() throws IOException {
        final Path profile = Files.writeString(
                folder.resolve("p.properties"),
                "ironhoard.shard.count=2\nironhoard.shard.cores=0,2-4\nironhoard.durability.level=there\n");
        final Settings settings = resolve(
                Map.of("ironhoard.shard.count", "4"),
                Map.of(
                        "IRONHOARD_SHARD_COUNT", "3",
                        "IRONHOARD_SHARD_CORES", "7",
                        "IRONHOARD_PROFILE_FILE", profile.toString()));

        assertThat(settings.get(COUNT)).isEqualTo(4);
        assertThat(settings.source(COUNT)).isEqualTo(Settings.Source.SYSTEM_PROPERTY);
        assertThat(settings.get(CORES)).containsExactly(7);
        assertThat(settings.source(CORES)).isEqualTo(Settings.Source.ENVIRONMENT);
        assertThat(settings.get(CHOICE)).isEqualTo(Source.THERE);
        assertThat(settings.source(CHOICE)).isEqualTo(Settings.Source.PROFILE);
        assertThat(settings.given())
                .containsEntry("ironhoard.shard.count", "4")
                .containsEntry("ironhoard.durability.level", "there")
                .doesNotContainKey("ironhoard.driver.sparse");
    }

    @Test
    void shouldReadRangesInLists() {
        assertThat(CORES.parse("0, 2-4,9")).containsExactly(0, 2, 3, 4, 9);
        assertThatThrownBy(() -> CORES.parse("4-2")).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> CORES.parse("1,,2")).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> CORES.parse("0-1023")).isInstanceOf(SettingException.class);
    }

    @Test
    void shouldNameEveryMistakeWithValueAndWhatIsAllowed() {
        final SettingException e = catchThrowableOfType(
                SettingException.class,
                () -> resolve(
                        Map.of("ironhoard.shard.count", "65", "ironhoard.driver.sparse", "yes"),
                        Map.of("IRONHOARD_DURABILITY_LEVEL", "nowhere")));

        assertThat(e.mistakes())
                .containsExactlyInAnyOrder(
                        new SettingException.Mistake("ironhoard.shard.count", "65", "a whole number from 1 to 64"),
                        new SettingException.Mistake("ironhoard.driver.sparse", "yes", "true or false"),
                        new SettingException.Mistake("IRONHOARD_DURABILITY_LEVEL", "nowhere",
                                "one of from-here, there"));
        assertThat(e).hasMessageContaining("ironhoard.shard.count = '65'").hasMessageContaining("from 1 to 64");
    }

    @Test
    void shouldRefuseUnknownNamesWithTheNearestKnownOne() {
        assertThatThrownBy(() -> resolve(Map.of("ironhoard.shard.cont", "1"), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.shard.cont")
                .hasMessageContaining("did you mean ironhoard.shard.count?");
        assertThatThrownBy(() -> resolve(Map.of(), Map.of("IRONHOARD_DRIVER_SPARS", "true")))
                .hasMessageContaining("IRONHOARD_DRIVER_SPARS")
                .hasMessageContaining("did you mean IRONHOARD_DRIVER_SPARSE?");
        assertThatThrownBy(() -> resolve(Map.of("ironhoard.sahrd.count", "1"), Map.of()))
                .hasMessageContaining("did you mean ironhoard.shard.count?");
        assertThatThrownBy(() -> resolve(Map.of("ironhoard.driver.entirely.different", "1"), Map.of()))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void shouldPassOverNamesOfOtherProcesses() {
        final Settings settings =
                resolve(Map.of("ironhoard.grpc.port", "1"), Map.of("IRONHOARD_MATCH_HISTORY_MAX", "1"));

        assertThat(settings.given()).isEmpty();
    }

    @Test
    void shouldRefuseUnreadableProfilesAndUnknownNamesInThem() throws IOException {
        assertThatThrownBy(() -> resolve(Map.of("ironhoard.profile.file", folder.resolve("none").toString()), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ironhoard.profile.file");
        final Path profile = Files.writeString(folder.resolve("p.properties"), "shard.count=2\n");
        assertThatThrownBy(() -> resolve(Map.of("ironhoard.profile.file", profile.toString()), Map.of()))
                .hasMessageContaining("shard.count");
    }

    @Test
    void shouldListSettingsForTheReference() {
        assertThat(Settings.reference(KNOWN))
                .contains("| `ironhoard.shard.count` | `IRONHOARD_SHARD_COUNT` | a whole number from 1 to 64 | `1` |");
    }

    @Test
    void shouldRefuseWrongDeclarations() {
        assertThatThrownBy(() -> Setting.integer("ironhoard.shard.Count", 0, 1, 0, "Wrong."))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Setting.integer("ironhoard.nowhere.count", 0, 1, 0, "Wrong."))
                .hasMessageContaining("SettingGroup");
        assertThatThrownBy(() -> Setting.integer("ironhoard.shard.count", 0, 1, 2, "Wrong."))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
