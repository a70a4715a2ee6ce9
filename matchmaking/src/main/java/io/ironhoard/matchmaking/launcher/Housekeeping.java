package io.ironhoard.matchmaking.launcher;

import io.ironhoard.matchmaking.lobby.LobbyService;
import io.ironhoard.matchmaking.session.RevocationLog;
import io.ironhoard.matchmaking.session.SessionRegistry;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then: lobbies expire, ended sessions are shared, gauges are shown. A thread of its own. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long INTERVAL_MS = 500;
    private static final long CLOSE_MS_MAX = 1_000;

    private final LobbyService lobbies;
    private final SessionRegistry sessions;
    private final RevocationLog revocations;
    private final CountersFile counters;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("housekeeping").factory());
    // The thread's own: whether the last round failed, so that a lasting failure is told once.
    private boolean failing;

    Housekeeping(
            final LobbyService lobbies,
            final SessionRegistry sessions,
            final RevocationLog revocations,
            final CountersFile counters) {
        this.lobbies = lobbies;
        this.sessions = sessions;
        this.revocations = revocations;
        this.counters = counters;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::round, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            lobbies.expire();
            counters.set(0, GatewayGauge.LOBBIES, lobbies.openCount());
            counters.set(0, GatewayGauge.SESSIONS, sessions.openCount());
            counters.set(0, GatewayGauge.SESSIONS_REFUSED, sessions.refusedCount());
            revocations.refresh(System.currentTimeMillis());
            failing = false;
        } catch (final RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.atError().setCause(e).log("housekeeping failed; it goes on trying");
            }
        }
    }

    /** After this returns, nothing here touches the counters any more. */
    void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(CLOSE_MS_MAX, TimeUnit.MILLISECONDS)) {
            LOG.atWarn().log("housekeeping does not end");
        }
    }
}
