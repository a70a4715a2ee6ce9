package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MatchTableTest {
    private final SegmentMemory memory = new SegmentMemory(1 << 20);
    private final InstalledRules rules = new InstalledRules(List.of(new TicTacToeRules()));

    private record Id(long high, long low) {}

    @Test
    void shouldAgreeWithAListThroughRandomChanges() {
        final Random random = new Random(5);
        final MatchTable table = table(100);
        final List<Id> oracle = new ArrayList<>();
        for (int round = 0; round < 50_000; round++) {
            if (!table.isFull() && random.nextInt(100) >= oracle.size()) {
                final long high = random.nextInt(4) == 0 ? random.nextLong() : round;
                final Id id = new Id(high, high ^ random.nextInt(4));
                if (table.find(id.high, id.low) == null) {
                    assertThat(add(table, id)).isNotNull();
                    oracle.add(id);
                }
            } else {
                final Id id = oracle.remove(random.nextInt(oracle.size()));
                table.remove(table.find(id.high, id.low));
            }
            assertThat(table.size()).isEqualTo(oracle.size());
            if (round % 97 == 0) {
                for (final Id id : oracle) {
                    assertThat(idOf(table.find(id.high, id.low))).isEqualTo(id);
                }
            }
        }
        final List<Id> seen = new ArrayList<>();
        for (int slot = 0; slot < table.slotCount(); slot++) {
            if (table.at(slot) != null) {
                seen.add(idOf(table.at(slot)));
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(oracle);
        assertThat(table.bytes()).isEqualTo(oracle.size() * Match.footprintBytes(2, 1, 16));
    }

    @Test
    void shouldSayWhenItIsFull() {
        final MatchTable table = table(2);
        add(table, new Id(1, 1));
        assertThat(table.isFull()).isFalse();
        add(table, new Id(2, 2));
        assertThat(table.isFull()).isTrue();
        assertThat(table.find(3, 3)).isNull();
    }

    @Test
    void shouldTakeNothingWhereThereIsNoMemoryAndUseAgainWhatWasGivenBack() {
        final long room = 3 * Match.footprintBytes(2, 1, 16);
        final MatchTable table = new MatchTable(100, new SegmentMemory(room), rules);
        for (int round = 0; round < 10; round++) {
            for (int id = 0; id < 3; id++) {
                assertThat(add(table, new Id(id, id))).isNotNull();
            }
            assertThat(add(table, new Id(3, 3))).isNull();
            assertThat(table.find(3, 3)).isNull();
            assertThat(table.size()).isEqualTo(3);
            for (int id = 0; id < 3; id++) {
                table.remove(table.find(id, id));
            }
            assertThat(table.bytes()).isZero();
        }
    }

    private MatchTable table(final int matchesMax) {
        return new MatchTable(matchesMax, memory, rules);
    }

    private static Match add(final MatchTable table, final Id id) {
        return table.add(id.high, id.low, 0, 2, 1, 16);
    }

    private static Id idOf(final Match match) {
        return new Id(match.idHigh(), match.idLow());
    }
}
