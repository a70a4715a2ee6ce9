package io.ironhoard.matchmaking.session;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class OpenSessionsTest {
    private static final long TTL_MS = 6_400;
    private static final long START_MS = 1_800_000_000_000L;

    private final OpenSessions sessions = new OpenSessions(TTL_MS);

    @Test
    void shouldCountSessionsUntilTheyExpire() {
        for (int i = 0; i < 100; i++) {
            sessions.opened(START_MS + i);
        }
        sessions.opened(START_MS + 3_000);

        assertThat(sessions.count(START_MS + TTL_MS - 1)).isEqualTo(101);
        assertThat(sessions.count(START_MS + TTL_MS + 200)).isEqualTo(1);
        assertThat(sessions.count(START_MS + TTL_MS + 3_200)).isZero();
    }

    @Test
    void shouldForgetEverythingAfterALongSilence() {
        sessions.opened(START_MS);
        assertThat(sessions.count(START_MS + 1_000 * TTL_MS)).isZero();
        sessions.opened(START_MS + 1_000 * TTL_MS);
        assertThat(sessions.count(START_MS + 1_000 * TTL_MS + 1)).isEqualTo(1);
    }

    @Test
    void shouldSurviveAClockThatGoesBack() {
        sessions.opened(START_MS);
        sessions.opened(START_MS - 120_000);

        assertThat(sessions.count(START_MS)).isEqualTo(2);
    }
}
