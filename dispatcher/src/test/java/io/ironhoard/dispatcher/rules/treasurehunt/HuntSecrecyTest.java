package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same hunt twice, over two layouts that agree in some treasures only. Nobody digs where they differ, so both have the
 * same public history; then everything that a seat or the public gets is the same, byte by byte, but the distances that
 * were told to the digger.
 */
final class HuntSecrecyTest {
    private static final int SEATS = 4;
    private static final int TREASURES = 12;
    private static final int COMMON = 5;
    private static final int GAMES = 500;
    private static final int CALLS = 300;
    private static final int STEP_MS_MAX = 60;
    private static final Map<String, String> OPTIONS = Map.of(
            "width", "9", "height", "8", "treasures", "" + TREASURES, "duration_s", "8", "dig_cooldown_ms", "150");

    private static final int OWN_LENGTH = 56;
    private static final int CLUES = 24;

    private int finds;
    private int endings;
    private int cluesThatDiffer;

    @Test
    void shouldTellASeatNothingOfTheLayoutButItsOwnCluesAndWhatIsFound() {
        for (int game = 1; game <= GAMES; game++) {
            final Random random = new Random(game);
            final Hunt one = new Hunt(SEATS, OPTIONS, game);
            final Hunt other = new Hunt(SEATS, OPTIONS, game);
            hideElsewhere(one, other, random);
            play(one, other, random);
        }

        assertThat(finds).as("finds").isPositive();
        assertThat(endings).as("endings").isPositive();
        assertThat(cluesThatDiffer).as("clues that differ, so that the layouts do").isPositive();
    }

    /** Other cells for the treasures that the two layouts do not have in common, some of them taken from the first. */
    private static void hideElsewhere(final Hunt one, final Hunt other, final Random random) {
        final List<Integer> free = new ArrayList<>();
        for (int cell = 0; cell < 9 * 8; cell++) {
            free.add(cell);
        }
        for (int i = 0; i < COMMON; i++) {
            free.remove((Integer) (HuntTreasure.x(treasure(one, i)) + 9 * HuntTreasure.y(treasure(one, i))));
        }
        Collections.shuffle(free, random);
        for (int i = COMMON; i < TREASURES; i++) {
            final int cell = free.get(i);
            HuntState.hide(
                    other.state,
                    i,
                    HuntTreasure.of(cell % 9, cell / 9, HuntLayout.value(i), HuntView.HIDDEN));
        }
    }

    private void play(final Hunt one, final Hunt other, final Random random) {
        long afterMs = 0;
        for (int call = 0; call < CALLS && one.rules.endReason(one.state) == 0; call++) {
            afterMs += random.nextInt(STEP_MS_MAX);
            final int seat = random.nextInt(SEATS);
            if (afterMs >= 8_000 && random.nextBoolean()) {
                one.timer(afterMs);
                other.timer(afterMs);
            } else if (random.nextInt(200) == 0) {
                one.forfeit(seat, afterMs);
                other.forfeit(seat, afterMs);
            } else {
                final int move = move(one, other, seat, random);
                assertThat(one.move(seat, move, afterMs)).as("code").isEqualTo(other.move(seat, move, afterMs));
            }
            compare(one, other);
        }
    }

    private static int move(final Hunt one, final Hunt other, final int seat, final Random random) {
        final int move = random.nextInt(12);
        final boolean isSame = hiddenAt(one, seat) == hiddenAt(other, seat);
        return move < HuntMove.DIG || !isSame ? move % HuntMove.DIG : HuntMove.DIG;
    }

    /** The treasure that is hidden where a seat stands, or -1. */
    private static int hiddenAt(final Hunt hunt, final int seat) {
        for (int i = 0; i < TREASURES; i++) {
            final int treasure = treasure(hunt, i);
            if (HuntTreasure.isHidden(treasure)
                    && HuntTreasure.x(treasure) == HuntState.x(hunt.state, seat)
                    && HuntTreasure.y(treasure) == HuntState.y(hunt.state, seat)) {
                return i;
            }
        }
        return -1;
    }

    private static int treasure(final Hunt hunt, final int number) {
        return HuntState.treasure(hunt.state, HuntState.treasuresAt(hunt.state), number);
    }

    private void compare(final Hunt one, final Hunt other) {
        assertThat(one.rules.endReason(one.state)).isEqualTo(other.rules.endReason(other.state));
        assertThat(one.rules.nextTimerMs(one.state)).isEqualTo(other.rules.nextTimerMs(other.state));
        assertThat(one.publicPart()).hasSameSizeAs(other.publicPart());
        final boolean isOver = one.rules.endReason(one.state) != 0;
        if (isOver) {
            endings++;
        } else {
            assertThat(one.publicPart()).isEqualTo(other.publicPart());
            assertThat(one.view(RuleSet.PUBLIC)).isEqualTo(other.view(RuleSet.PUBLIC));
            finds += one.publicPart().length > 0 ? 1 : 0;
        }
        for (int seat = 0; seat < SEATS; seat++) {
            final boolean isSame = Arrays.equals(one.privatePart(seat), other.privatePart(seat));
            assertThat(withoutDistance(one.privatePart(seat))).isEqualTo(withoutDistance(other.privatePart(seat)));
            cluesThatDiffer += isSame ? 0 : 1;
            if (!isOver) {
                assertThat(withoutDistances(one.view(seat))).isEqualTo(withoutDistances(other.view(seat)));
            }
            assertThat(one.view(seat)).hasSameSizeAs(other.view(seat));
        }
    }

    private static byte[] withoutDistance(final byte[] clue) {
        if (clue.length == HuntClue.LENGTH) {
            clue[HuntClue.LENGTH - 1] = 0;
        }
        return clue;
    }

    private static byte[] withoutDistances(final byte[] view) {
        for (int at = view.length - OWN_LENGTH + CLUES + HuntClue.LENGTH - 1; at < view.length; at += HuntClue.LENGTH) {
            view[at] = 0;
        }
        return view;
    }
}
