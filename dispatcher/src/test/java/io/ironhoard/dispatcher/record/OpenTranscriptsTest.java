package io.ironhoard.dispatcher.record;

import io.ironhoard.proto.ids.MatchId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class OpenTranscriptsTest {
    private static final int SIZE_MAX = 50;

    private final OpenTranscripts open = new OpenTranscripts(SIZE_MAX);

    @Test
    void shouldFindWhatAMapFindsAfterEveryAddAndRemove() {
        final Random random = new Random(42);
        final Map<MatchId, Long> expected = new HashMap<>();
        for (int step = 1; step <= 20_000; step++) {
            // Few ids, whose halves cancel each other out often: many collide.
            final MatchId id = new MatchId(random.nextInt(12), random.nextInt(12));
            final long entry = open.find(id.high(), id.low());
            if (entry != OpenTranscripts.NONE) {
                assertThat(OpenTranscripts.first(entry)).isEqualTo(expected.remove(id));
                assertThat(OpenTranscripts.eventCount(entry)).isEqualTo(1);
                open.remove(entry);
            } else if (open.add(id.high(), id.low(), step, 8) != OpenTranscripts.NONE) {
                OpenTranscripts.events(open.find(id.high(), id.low()), 1, 15);
                expected.put(id, (long) step);
            } else {
                assertThat(expected).hasSize(SIZE_MAX);
            }
            assertThat(open.size()).isEqualTo(expected.size());
            expected.forEach((other, first) -> {
                final long found = open.find(other.high(), other.low());
                assertThat(found).isNotEqualTo(OpenTranscripts.NONE);
                assertThat(OpenTranscripts.first(found)).isEqualTo(first);
            });
        }
    }

    @Test
    void shouldForgetAll() {
        open.add(1, 2, 3, 8);
        open.add(2, 2, 4, 8);

        open.clear();

        assertThat(open.size()).isZero();
        assertThat(open.find(1, 2)).isEqualTo(OpenTranscripts.NONE);
        assertThat(open.find(2, 2)).isEqualTo(OpenTranscripts.NONE);
    }
}
