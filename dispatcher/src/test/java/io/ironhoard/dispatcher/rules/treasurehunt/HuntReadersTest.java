package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One small hunt, read as a client reads it. Its treasures are those of the second test vector. */
final class HuntReadersTest {
    private static final long SEED_5A = 0x5A5A5A5A5A5A5A5AL;

    private final Hunt hunt = new Hunt(
            3,
            Map.of("width", "4", "height", "4", "treasures", "8", "step_cooldown_ms", "70", "dig_cooldown_ms", "90"),
            SEED_5A);

    @Test
    void shouldReadAFindAndItsClue() {
        assertThat(hunt.move(0, HuntMove.DIG, 5)).isEqualTo(RuleSet.OK);

        final HuntPublicPart part = publicPart();
        assertThat(part.hasFind()).isTrue();
        assertThat(part.hasLayout()).isFalse();
        assertThat(List.of(part.finder(), part.treasure(), part.x(), part.y(), part.value()))
                .containsExactly(0, 2, 0, 0, 3);
        final HuntClue clue = clue(0);
        assertThat(List.of(clue.x(), clue.y(), clue.distance())).containsExactly(0, 0, 1);
        assertThat(hunt.privatePart(1)).isEmpty();
    }

    @Test
    void shouldTellNothingOfAStep() {
        assertThat(hunt.move(0, HuntMove.SOUTH_EAST, 5)).isEqualTo(RuleSet.OK);

        assertThat(hunt.effects.length()).isZero();
        assertThat(publicPart().hasFind()).isFalse();
    }

    @Test
    void shouldReadASeatsView() {
        hunt.move(0, HuntMove.DIG, 5);
        hunt.move(0, HuntMove.SOUTH, 6);
        for (int dig = 1; dig <= 9; dig++) {
            hunt.move(0, HuntMove.DIG, 5 + 90 * dig);
        }

        final HuntView view = view(0);
        assertThat(List.of(view.width(), view.height(), view.seats(), view.treasures(), view.found(), view.endReason()))
                .containsExactly(4, 4, 3, 8, 2, 0);
        assertThat(List.of(view.stepCooldownMs(), view.digCooldownMs())).containsExactly(70, 90);
        assertThat(List.of(view.startMs(), view.endMs(), view.nextStepMs(), view.nextDigMs()))
                .containsExactly(
                        Hunt.START_MS, Hunt.START_MS + 180_000, Hunt.START_MS + 76, Hunt.START_MS + 5 + 90 * 10);
        assertThat(List.of(view.x(0), view.y(0), view.score(0), view.place(0))).containsExactly(0, 1, 6, 0);
        assertThat(List.of(view.x(1), view.y(1), view.x(2), view.y(2))).containsExactly(3, 1, 1, 3);
        assertThat(List.of(view.finder(5), view.treasureX(5), view.treasureY(5), view.treasureValue(5)))
                .containsExactly(0, 0, 1, 3);
        assertThat(List.of(view.finder(0), view.treasureX(0), view.treasureY(0), view.treasureValue(0)))
                .containsExactly(HuntView.HIDDEN, 0, 0, 0);
        assertThat(view.isSeats()).isTrue();
        assertThat(view.clues()).isEqualTo(8);
        assertThat(IntStream.range(0, 8).map(i -> view.clue(i).distance())).containsOnly(1);
        assertThat(IntStream.range(0, 8).map(i -> view.clue(i).y())).containsOnly(1);
    }

    @Test
    void shouldReadThePublicView() {
        hunt.move(0, HuntMove.DIG, 5);

        final HuntView view = view(RuleSet.PUBLIC);
        assertThat(view.isSeats()).isFalse();
        assertThat(view.found()).isEqualTo(1);
        assertThat(hunt.view(1)).startsWith(hunt.view(RuleSet.PUBLIC)).hasSize(hunt.view(RuleSet.PUBLIC).length + 56);
    }

    @Test
    void shouldReadTheLayoutThatTheEndReveals() {
        hunt.move(0, HuntMove.DIG, 5);
        hunt.forfeit(0, 6);
        assertThat(hunt.effects.length()).isZero();
        hunt.forfeit(2, 7);

        final HuntPublicPart part = publicPart();
        assertThat(part.hasFind()).isFalse();
        assertThat(part.hasLayout()).isTrue();
        assertThat(part.count()).isEqualTo(8);
        assertThat(List.of(part.x(6), part.y(6), part.value(6), part.finder(6)))
                .containsExactly(2, 3, 1, HuntView.NOBODY);
        assertThat(List.of(part.x(2), part.y(2), part.value(2), part.finder(2))).containsExactly(0, 0, 3, 0);
        final HuntView view = view(RuleSet.PUBLIC);
        assertThat(List.of(view.finder(6), view.treasureX(6), view.treasureY(6), view.treasureValue(6)))
                .containsExactly(HuntView.NOBODY, 2, 3, 1);
        assertThat(IntStream.range(0, 3).map(view::place)).containsExactly(2, 1, 3);
        assertThat(view.isOut(0)).isTrue();
        assertThat(view.isOut(1)).isFalse();
    }

    @Test
    void shouldReadTheLastFindAndTheLayoutOfOnePart() {
        final Hunt small = new Hunt(2, Map.of("width", "4", "height", "4", "treasures", "1"), SEED_5A);
        small.move(0, HuntMove.EAST, 0);
        small.move(0, HuntMove.DIG, 1);

        final byte[] told = small.publicPart();
        final HuntPublicPart part = new HuntPublicPart().wrap(new UnsafeBuffer(told), 0, told.length);
        assertThat(part.hasFind()).isTrue();
        assertThat(part.hasLayout()).isTrue();
        assertThat(List.of(part.treasure(), part.x(0), part.y(0), part.finder(0))).containsExactly(0, 1, 0, 0);
        final byte[] own = small.privatePart(0);
        assertThat(new HuntClue().wrap(new UnsafeBuffer(own), 0, own.length).distance())
                .isEqualTo(HuntClue.NOTHING_LEFT);
    }

    @Test
    void shouldRefuseBytesThatAreNotOfItsForm() {
        final byte[] view = hunt.view(0);
        hunt.forfeit(0, 1);
        hunt.forfeit(1, 2);
        final byte[] part = hunt.publicPart();
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[] {9, 9, 9, 9, 9, 9});

        for (int length = 0; length < view.length; length++) {
            final int cut = length;
            if (cut != hunt.view(RuleSet.PUBLIC).length) {
                assertThatThrownBy(() -> new HuntView().wrap(new UnsafeBuffer(view), 0, cut))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        for (int length = 1; length < part.length; length++) {
            final int cut = length;
            assertThatThrownBy(() -> new HuntPublicPart().wrap(new UnsafeBuffer(part), 0, cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new HuntPublicPart().wrap(bytes, 0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HuntClue().wrap(bytes, 0, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HuntClue().wrap(bytes, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKnowTheWayToACell() {
        assertThat(HuntMove.towards(0, -7)).isEqualTo(HuntMove.NORTH);
        assertThat(HuntMove.towards(3, 9)).isEqualTo(HuntMove.SOUTH_EAST);
        assertThat(HuntMove.towards(-1, 0)).isEqualTo(HuntMove.WEST);
        assertThat(HuntMove.towards(0, 0)).isEqualTo(HuntMove.DIG);
    }

    private HuntPublicPart publicPart() {
        final byte[] part = hunt.publicPart();
        return new HuntPublicPart().wrap(new UnsafeBuffer(part), 0, part.length);
    }

    private HuntClue clue(final int seat) {
        final byte[] part = hunt.privatePart(seat);
        return new HuntClue().wrap(new UnsafeBuffer(part), 0, part.length);
    }

    private HuntView view(final int seat) {
        final byte[] view = hunt.view(seat);
        return new HuntView().wrap(new UnsafeBuffer(view), 0, view.length);
    }
}
