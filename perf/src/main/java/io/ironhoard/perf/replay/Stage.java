package io.ironhoard.perf.replay;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.ironhoard.perf.client.ServerLink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the slots of one replay share. Thread-safe. */
final class Stage {
    /** So many matches in a row that could not be made for want of a server, and the replay gives up. */
    private static final int MISSES_MAX = 10;

    private final ReplayOptions options;
    private final ServerLink link;
    private final Pacer pacer;
    private final ReplayCounts counts;
    private final PlanQueue queue;
    private final ReplayBook book;
    private final RecordJudge judge;
    private final String runName = Long.toString(System.currentTimeMillis() / 100 % 1_000_000_000L, 36);
    private final Set<GameRun> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger misses = new AtomicInteger();

    Stage(
            final ReplayOptions options,
            final ServerLink link,
            final ReplayCounts counts,
            final PlanQueue queue,
            final ReplayBook book,
            final RecordJudge judge) {
        this.options = options;
        this.link = link;
        this.counts = counts;
        this.queue = queue;
        this.book = book;
        this.judge = judge;
        pacer = new Pacer(link.loop(), options.speed());
    }

    ReplayOptions options() {
        return options;
    }

    ServerLink link() {
        return link;
    }

    Pacer pacer() {
        return pacer;
    }

    ReplayCounts counts() {
        return counts;
    }

    PlanQueue queue() {
        return queue;
    }

    ReplayBook book() {
        return book;
    }

    RecordJudge judge() {
        return judge;
    }

    /** Makes the players of this replay others than those of another. */
    String runName() {
        return runName;
    }

    /** The games being played now. */
    Set<GameRun> running() {
        return running;
    }

    /** A match was made. */
    void reached() {
        misses.set(0);
    }

    /** A match could not be made. */
    void missed(final StatusRuntimeException failure) {
        if (failure.getStatus().getCode() == Status.Code.UNAVAILABLE && misses.incrementAndGet() == MISSES_MAX) {
            queue.stop();
            book.failed(options.files().getLast(), "the rest is not read: no server answers at " + options.target());
        }
    }

    /** Whether the server is gone for good. */
    boolean isGivenUp() {
        return misses.get() >= MISSES_MAX;
    }
}
