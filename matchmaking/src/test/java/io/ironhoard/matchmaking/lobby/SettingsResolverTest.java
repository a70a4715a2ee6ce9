package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.refusal.RefusedException;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.MatchSettings;
import io.ironhoard.v1.Signing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class SettingsResolverTest {
    private static final List<RuleSetDescriptor> RULES =
            List.of(LobbyFixtures.OLD_CHESS, LobbyFixtures.CHESS, LobbyFixtures.HUNT);

    private final SettingsResolver resolver = new SettingsResolver(new MatchLimits(1_000_000, 60_000, 120_000));

    @Test
    void shouldFillInTheNewestVersionAndEveryDefault() {
        final ResolvedSettings resolved = resolver.resolve(chess().build(), RULES);

        assertThat(resolved.settings())
                .isEqualTo(MatchSettings.newBuilder()
                        .setRules("chess")
                        .setRulesVersion(2)
                        .putOptions("draw_ply_max", "150")
                        .putOptions("fen", "start")
                        .setSigning(Signing.SIGNING_GATEWAY)
                        .setAbandonGraceMs(60_000)
                        .build());
        assertThat(resolved.optionsEncoded()).isEqualTo(OptionsCodec.encode(LobbyFixtures.CHESS, Map.of()));
    }

    @Test
    void shouldKeepWhatWasAskedFor() {
        final MatchSettings asked = chess().setRulesVersion(2)
                .putOptions("draw_ply_max", "20")
                .putOptions("fen", "8/8")
                .setSigning(Signing.SIGNING_PLAYER)
                .setClockInitialMs(300_000)
                .setClockIncrementMs(2_000)
                .setAbandonGraceMs(10_000)
                .build();

        assertThat(resolver.resolve(asked, RULES).settings()).isEqualTo(asked);
        assertThat(resolver.resolve(chess().setRulesVersion(1).build(), RULES).descriptor())
                .isEqualTo(LobbyFixtures.OLD_CHESS);
    }

    @Test
    void shouldNameWhatIsInstalledWhereARuleSetIsNot() {
        final RefusedException refusal = refusal(MatchSettings.newBuilder().setRules("go"));

        assertThat(refusal.code()).isEqualTo(ResultCode.RULES_NOT_FOUND.code());
        assertThat(refusal.reason()).contains("'go'", "chess 2", "hunt 1");
        assertThat(refusal(chess().setRulesVersion(9)).reason()).contains("'chess' 9");
    }

    @Test
    void shouldNameTheOptionItsValueAndWhatIsAllowed() {
        assertInvalid(chess().putOptions("draw_ply_max", "301"), "draw_ply_max", "301", "0 to 300");
        assertInvalid(chess().putOptions("draw_ply_max", "many"), "draw_ply_max", "many", "0 to 300");
        assertInvalid(chess().putOptions("fen", "x".repeat(17)), "fen", "up to 16");
        assertInvalid(chess().putOptions("colour", "red"), "colour", "draw_ply_max, fen");
    }

    @Test
    void shouldGiveClocksOnlyToGamesThatArePlayedInTurns() {
        final MatchSettings.Builder hunt = MatchSettings.newBuilder().setRules("hunt");

        assertInvalid(hunt.setClockInitialMs(60_000), "clock_initial_ms 60000", "hunt is not played in turns");
        assertInvalid(chess().setClockIncrementMs(1_000), "clock_increment_ms 1000", "clock_initial_ms");
    }

    @Test
    void shouldRefuseTimesOutsideTheLimits() {
        assertInvalid(chess().setClockInitialMs(1_000_001), "clock_initial_ms 1000001", "0 to 1000000");
        assertInvalid(chess().setClockInitialMs(-1), "clock_initial_ms -1");
        assertInvalid(chess().setAbandonGraceMs(120_001), "abandon_grace_ms 120001", "0 to 120000");
        assertInvalid(chess().setSigningValue(7), "signing 7");
    }

    @Test
    void shouldSayThatNothingCanBePlayedBeforeAShardWasReached() {
        final RefusedException refusal = catchThrowableOfType(
                RefusedException.class, () -> resolver.resolve(chess().build(), List.of()));

        assertThat(refusal.code()).isEqualTo(ResultCode.SHARD_UNAVAILABLE.code());
        assertThat(refusal.retry()).isTrue();
    }

    private void assertInvalid(final MatchSettings.Builder asked, final String... words) {
        final RefusedException refusal = refusal(asked);
        assertThat(refusal.code()).isEqualTo(ResultCode.INVALID_SETTINGS.code());
        assertThat(refusal.reason()).contains(words);
    }

    private RefusedException refusal(final MatchSettings.Builder asked) {
        return catchThrowableOfType(RefusedException.class, () -> resolver.resolve(asked.build(), RULES));
    }

    private static MatchSettings.Builder chess() {
        return MatchSettings.newBuilder().setRules("chess");
    }
}
