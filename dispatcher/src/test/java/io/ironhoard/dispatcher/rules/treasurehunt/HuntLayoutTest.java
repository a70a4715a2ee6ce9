package io.ironhoard.dispatcher.rules.treasurehunt;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The test vectors of docs/TREASURE-HUNT.md, which were worked out by another program. */
final class HuntLayoutTest {
    private static final long SEED_5A = 0x5A5A5A5A5A5A5A5AL;

    @Test
    void shouldDrawTheLayoutOfTheTestVector() {
        assertThat(cells(new HuntLayout().draw(SEED_5A, 64, 64, 32)))
                .startsWith(List.of(17, 23), List.of(35, 7), List.of(32, 21), List.of(2, 46))
                .endsWith(List.of(59, 55), List.of(50, 53))
                .hasSize(32);
    }

    @Test
    void shouldPassOverWordsWhoseCellIsTaken() {
        assertThat(cells(new HuntLayout().draw(SEED_5A, 4, 4, 8)))
                .containsExactly(
                        List.of(1, 0), List.of(3, 0), List.of(0, 0), List.of(2, 0), List.of(1, 1), List.of(0, 1),
                        List.of(2, 3), List.of(0, 2));
    }

    @Test
    void shouldPassOverWordsThatWouldFavourSomeCells() {
        assertThat(cells(new HuntLayout().draw(1418, 255, 245, 4)))
                .containsExactly(List.of(34, 54), List.of(115, 80), List.of(9, 15), List.of(249, 122));
    }

    @Test
    void shouldGiveTreasuresTheirValuesByTheirNumbers() {
        assertThat(IntStream.range(0, 5).map(HuntLayout::value)).containsExactly(1, 2, 3, 1, 2);
    }

    @Test
    void shouldDrawTheSameAgainAfterAnother() {
        final HuntLayout layout = new HuntLayout();
        final List<List<Integer>> first = cells(layout.draw(7, 20, 30, 64));

        assertThat(cells(layout.draw(8, 30, 20, 10))).doesNotContainSequence(first.subList(0, 2));
        assertThat(cells(layout.draw(7, 20, 30, 64))).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseToFillMoreThanHalfOfTheGrid() {
        assertThatThrownBy(() -> new HuntLayout().draw(1, 4, 4, 9)).hasMessage("9 treasures on 16 cells");
    }

    private static List<List<Integer>> cells(final HuntLayout layout) {
        return IntStream.range(0, layout.count())
                .mapToObj(i -> List.of(layout.x(i), layout.y(i)))
                .toList();
    }
}
