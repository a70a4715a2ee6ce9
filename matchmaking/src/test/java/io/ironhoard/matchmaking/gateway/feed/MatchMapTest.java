package io.ironhoard.matchmaking.gateway.feed;

import io.ironhoard.proto.ids.MatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MatchMapTest {
    @Test
    void shouldAgreeWithAHashMapUnderRandomUse() {
        final Random random = new Random(7);
        final MatchMap<Integer> map = new MatchMap<>();
        final Map<MatchId, Integer> expected = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            // Few ids, so that runs of neighbours form and gaps are closed again and again.
            final MatchId id = new MatchId(random.nextInt(40), random.nextInt(40) * 0x1_0000_0001L);
            if (random.nextInt(5) < 2) {
                assertThat(map.put(id.high(), id.low(), step)).isEqualTo(expected.put(id, step));
            } else if (random.nextBoolean()) {
                assertThat(map.remove(id.high(), id.low())).isEqualTo(expected.remove(id));
            } else {
                assertThat(map.get(id.high(), id.low())).isEqualTo(expected.get(id));
            }
            assertThat(map.size()).isEqualTo(expected.size());
        }
        final List<Integer> values = new ArrayList<>();
        map.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(expected.values());
    }
}
