package io.ironhoard.matchmaking.config;

import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class MatchmakingConfigurationTest {
    @TempDir
    private Path folder;

    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void nameTheDataFolder() {
        properties.put("ironhoard.data.dir", folder.toString());
    }

    @Test
    void shouldStandOnItsDefaultsOnLoopback() {
        final MatchmakingConfiguration configuration = conclude();

        assertThat(configuration.players().isLoopback()).isTrue();
        assertThat(configuration.players().port()).isEqualTo(7400);
        assertThat(configuration.operators().port()).isEqualTo(7402);
        assertThat(configuration.reflection()).isTrue();
        assertThat(configuration.session().developmentEnabled()).isTrue();
        assertThat(configuration.session().keyGiven()).isFalse();
        assertThat(configuration.session().timeToLiveMs()).isEqualTo(12 * 3_600_000L);
        assertThat(configuration.server().messageBytesMax()).isEqualTo(16_384);
        assertThat(configuration.server().metadataBytesMax()).isEqualTo(8_192);
        assertThat(configuration.match().abandonGraceMs()).isEqualTo(60_000);
        assertThat(configuration.aeronDirectory()).isEqualTo(configuration.layout().defaultAeronDirectory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void shouldRefuseAPublicAddressAndNameEverythingThatIsMissing(final String address) {
        properties.put("ironhoard.grpc.bind", address);

        assertThat(mistakes())
                .extracting(SettingException.Mistake::name)
                .containsExactlyInAnyOrder(
                        "ironhoard.grpc.tls.cert",
                        "ironhoard.session.key.file",
                        "ironhoard.session.development.enabled");
        assertThat(mistakes()).allMatch(mistake -> mistake.sentence().contains("(" + address + ")"));
    }

    @Test
    void shouldRefuseAPublicAddressAsLongAsOneThingIsMissing() throws IOException {
        final Map<String, String> needed = Map.of(
                "ironhoard.grpc.tls.cert", file("cert.pem"),
                "ironhoard.grpc.tls.key", file("key.pem"),
                "ironhoard.session.key.file", file("session.key"),
                "ironhoard.session.development.enabled", "false");
        properties.put("ironhoard.grpc.bind", "0.0.0.0");
        properties.putAll(needed);
        assertThat(conclude().players().tls()).isPresent();
        assertThat(conclude().reflection()).isFalse();
        assertThat(conclude().session().keyGiven()).isTrue();

        for (final String name : needed.keySet()) {
            properties.remove(name);
            assertThat(mistakes()).as("without %s", name).isNotEmpty();
            properties.putAll(needed);
        }
    }

    @Test
    void shouldAllowDevelopmentSignInInPublicOnlyWhereItIsSaid() throws IOException {
        properties.put("ironhoard.grpc.bind", "0.0.0.0");
        properties.put("ironhoard.grpc.tls.cert", file("cert.pem"));
        properties.put("ironhoard.grpc.tls.key", file("key.pem"));
        properties.put("ironhoard.session.key.file", file("session.key"));
        assertThat(mistakes())
                .extracting(SettingException.Mistake::name)
                .containsExactly("ironhoard.session.development.enabled");

        properties.put("ironhoard.session.development.enabled", "true");
        assertThat(conclude().session().developmentEnabled()).isTrue();
    }

    @Test
    void shouldRefuseToLetOperatorsInFromOutside() {
        properties.put("ironhoard.ops.bind", "0.0.0.0");

        assertThat(mistakes()).extracting(SettingException.Mistake::name).containsExactly("ironhoard.ops.bind");
    }

    @Test
    void shouldRefuseHalfACertificateAndFilesThatAreNotThere() throws IOException {
        properties.put("ironhoard.grpc.tls.cert", file("cert.pem"));
        assertThat(mistakes()).extracting(SettingException.Mistake::name).containsExactly("ironhoard.grpc.tls.key");

        properties.put("ironhoard.grpc.tls.key", folder.resolve("missing.pem").toString());
        properties.put("ironhoard.session.key.file", folder.toString());
        assertThat(mistakes())
                .extracting(SettingException.Mistake::name)
                .containsExactlyInAnyOrder("ironhoard.grpc.tls.key", "ironhoard.session.key.file");
    }

    @Test
    void shouldRefuseAGatewayIdBeyondTheirNumber() {
        properties.put("ironhoard.gateway.id", "8");
        assertThat(mistakes()).extracting(SettingException.Mistake::name).containsExactly("ironhoard.gateway.id");

        properties.put("ironhoard.gateway.count.max", "9");
        assertThat(conclude().gatewayId()).isEqualTo(8);
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        properties.put("ironhoard.grpc.bind", "");
        assertThat(mistakes()).extracting(SettingException.Mistake::name).containsExactly("ironhoard.grpc.bind");
    }

    private MatchmakingConfiguration conclude() {
        return MatchmakingConfiguration.conclude(Settings.of(
                SettingGroup.Reader.MATCHMAKING, MatchmakingSettings.all(), properties, Map.of()));
    }

    private List<SettingException.Mistake> mistakes() {
        return catchThrowableOfType(SettingException.class, this::conclude).mistakes();
    }

    private String file(final String name) throws IOException {
        return Files.write(folder.resolve(name), new byte[] {1}).toString();
    }
}
