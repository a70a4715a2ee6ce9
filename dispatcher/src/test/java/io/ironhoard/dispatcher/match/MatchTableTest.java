package io.ironhoard.dispatcher.match;

import io.ironhoard.dispatcher.rules.InstalledRules;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MatchTableTest {
    private final InstalledRules.Installed rules = new InstalledRules(List.of(new TicTacToeRules())).get(0);

    @Test
    void shouldAgreeWithAListThroughRandomChanges() {
        final Random random = new Random(5);
        final MatchTable table = new MatchTable(100);
        final List<Match> oracle = new ArrayList<>();
        for (int round = 0; round < 50_000; round++) {
            if (!table.isFull() && random.nextInt(100) >= oracle.size()) {
                final long id = random.nextInt(4) == 0 ? random.nextLong() : round;
                final Match match = match(id, id ^ random.nextInt(4));
                if (table.find(match.idHigh(), match.idLow()) == null) {
                    table.add(match);
                    oracle.add(match);
                }
            } else {
                table.remove(oracle.remove(random.nextInt(oracle.size())));
            }
            assertThat(table.size()).isEqualTo(oracle.size());
            if (round % 97 == 0) {
                for (final Match match : oracle) {
                    assertThat(table.find(match.idHigh(), match.idLow())).isSameAs(match);
                }
            }
        }
        final List<Match> seen = new ArrayList<>();
        for (int slot = 0; slot < table.slotCount(); slot++) {
            if (table.at(slot) != null) {
                seen.add(table.at(slot));
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(oracle);
    }

    @Test
    void shouldSayWhenItIsFull() {
        final MatchTable table = new MatchTable(2);
        table.add(match(1, 1));
        assertThat(table.isFull()).isFalse();
        table.add(match(2, 2));
        assertThat(table.isFull()).isTrue();
        assertThat(table.find(3, 3)).isNull();
    }

    private Match match(final long high, final long low) {
        return new Match(
                high, low, rules, new Seats(2, 1, 0), new MatchClock(2, 0, 0), new Receipts(2, 1), 16);
    }
}
