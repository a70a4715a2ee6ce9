package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.RuleSetContractTest;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract, on hunts from the smallest to the largest: 10,000 random ones against the reference. */
final class TreasureHuntRulesTest extends RuleSetContractTest<ReferenceHunt> {
    private static final int GAMES_PER_SETUP = 40;
    private static final int FURTHER_GAMES_PER_SETUP = 960;

    @Override
    protected RuleSet newRules() {
        return new TreasureHuntRules();
    }

    @Override
    protected ReferenceHunt newReference() {
        return new ReferenceHunt();
    }

    @Override
    protected List<Setup> setups() {
        return List.of(
                new Setup(2, options(4, 4, 1, 3, 0, 0)),
                new Setup(2, options(4, 4, 8, 60, 0, 0)),
                new Setup(2, options(4, 4, 9, 60, 0, 0)),
                new Setup(3, options(7, 5, 4, 60, 100, 400)),
                new Setup(3, options(5, 9, 12, 5, 300, 1_500)),
                new Setup(4, options(12, 12, 6, 120, 50, 200)),
                new Setup(5, options(9, 4, 18, 20, 0, 60_000)),
                new Setup(8, options(20, 11, 10, 10, 60_000, 0)),
                new Setup(16, options(16, 16, 64, 3_600, 0, 0)),
                new Setup(16, options(255, 255, 64, 4, 10, 10)),
                new Setup(2, Map.of()));
    }

    private static Map<String, String> options(
            final int width,
            final int height,
            final int treasures,
            final int durationS,
            final int stepCooldownMs,
            final int digCooldownMs) {
        return Map.of(
                "width", "" + width,
                "height", "" + height,
                "treasures", "" + treasures,
                "duration_s", "" + durationS,
                "step_cooldown_ms", "" + stepCooldownMs,
                "dig_cooldown_ms", "" + digCooldownMs);
    }

    @Override
    protected int gamesPerSetup() {
        return GAMES_PER_SETUP;
    }

    @Override
    protected int furtherGamesPerSetup() {
        return FURTHER_GAMES_PER_SETUP;
    }

    @Override
    protected int callsMax() {
        return 150;
    }

    /** Mostly towards a treasure, as if the explorer knew: so that treasures are found, and hunts come to their end. */
    @Override
    protected byte[] proposeMove(final ReferenceHunt game, final int seat, final Random random) {
        final int choice = random.nextInt(10);
        if (choice == 0) {
            return new byte[] {8};
        }
        return choice < 4 ? new byte[] {(byte) random.nextInt(10)} : game.bestMove(seat);
    }

    @Test
    void shouldMeetEveryCodeAndEveryEndReason() {
        final RuleSetDescriptor descriptor = newRules().descriptor();
        assertThat(meanings())
                .containsAll(descriptor.codes().stream().map(Meaning::id).toList())
                .containsAll(descriptor.endReasons().stream().map(Meaning::id).toList())
                .containsAll(Stream.of(Forfeit.values()).map(forfeit -> forfeit.endReason().id()).toList());
    }
}
