package io.ironhoard.matchmaking.gateway.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PendingTableTest {
    private final PendingTable<String> table = new PendingTable<>(4);

    @Test
    void shouldGiveEachEntryBackOnce() {
        table.add(7, 1, 42, 0, "waiter");

        final PendingTable.Entry<String> entry = table.remove(7);

        assertThat(entry.waiter()).isEqualTo("waiter");
        assertThat(entry.sequence()).isEqualTo(42);
        assertThat(entry.shardId()).isEqualTo(1);
        assertThat(table.remove(7)).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void shouldExpireTheOldestFirstAndOnlyWhatIsOldEnough() {
        table.add(1, 0, 0, 100, "a");
        table.add(2, 0, 0, 200, "b");
        table.add(3, 0, 0, 300, "c");
        table.remove(1);

        assertThat(table.removeExpired(300).waiter()).isEqualTo("b");
        assertThat(table.removeExpired(300)).isNull();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void shouldTakeOutOneShardWhileNewEntriesCome() {
        for (int i = 1; i <= 6; i++) {
            table.add(i, i % 2, 0, i, "w" + i);
        }
        final List<String> lost = new ArrayList<>();

        table.removeShard(0, entry -> {
            lost.add(entry.waiter());
            table.add(100 + lost.size(), 0, 0, 9, "new");
        });

        assertThat(lost).containsExactly("w2", "w4", "w6");
        assertThat(table.size()).isEqualTo(6);
    }

    @Test
    void shouldAgreeWithAMapUnderRandomUse() {
        final Random random = new Random(20_261_121);
        final Map<Long, String> expected = new LinkedHashMap<>();
        long next = 1;
        for (int step = 0; step < 20_000; step++) {
            if (expected.isEmpty() || random.nextInt(100) < 52) {
                table.add(next, 0, 0, step, "w" + next);
                expected.put(next, "w" + next);
                next++;
            } else if (random.nextBoolean()) {
                final long oldest = expected.keySet().iterator().next();
                assertThat(table.removeExpired(Long.MAX_VALUE).waiter()).isEqualTo(expected.remove(oldest));
            } else {
                final List<Long> keys = new ArrayList<>(expected.keySet());
                final long key = keys.get(random.nextInt(keys.size()));
                assertThat(table.remove(key).waiter()).isEqualTo(expected.remove(key));
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
    }
}
