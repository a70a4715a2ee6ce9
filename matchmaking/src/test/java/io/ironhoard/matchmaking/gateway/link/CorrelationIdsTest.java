package io.ironhoard.matchmaking.gateway.link;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CorrelationIdsTest {
    private static final long START_MS = 1_795_000_000_000L;

    @Test
    void shouldRiseBeyondAllIdsOfAFormerLife() {
        final CorrelationIds former = CorrelationIds.ofRequests(START_MS);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            final long id = former.next();
            assertThat(id).isGreaterThan(last);
            last = id;
        }

        assertThat(CorrelationIds.ofRequests(START_MS + 1).next()).isGreaterThan(last);
    }

    @Test
    void shouldNameConnectionsUniquelyAmongAllGateways() {
        final Set<Long> ids = new HashSet<>();
        for (int gateway = 0; gateway < 64; gateway++) {
            final CorrelationIds connections = CorrelationIds.ofConnections(START_MS, gateway);
            for (int i = 0; i < 1_000; i++) {
                assertThat(ids.add(connections.next())).isTrue();
            }
        }
        assertThat(ids).doesNotContain(0L).allMatch(id -> id > 0);
    }
}
