package io.ironhoard.perf.replay;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.perf.verify.RecordCheck;
import io.ironhoard.proto.record.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Plays recorded games against a running server and checks every result.
 *
 * <p>One thread reads games ahead, a virtual thread for each game at once makes matches and checks records, one event loop
 * plays the moves. The calling thread waits and reports progress.
 */
public final class Replay {
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final long PROGRESS_MS = 200;
    private static final long LOOK_MS = 1_000;

    private Replay() {}

    /** The server cannot be reached at all. */
    public static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(final IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Replay. Blocks until every game is over.
     *
     * @param options what to do.
     * @param listener told how far it is.
     * @return what was found; {@link ReplaySummary#ok} is the verdict.
     * @throws UnsupportedSourceException where a source is of a kind that cannot be replayed yet.
     * @throws IllegalArgumentException where a file of the options is not what it must be.
     * @throws UnreachableException where no server answers.
     * @throws IOException where a file cannot be read or written.
     * @throws InterruptedException where the thread was asked to stop.
     */
    public static ReplaySummary run(final ReplayOptions options, final ProgressListener listener)
            throws UnsupportedSourceException, IOException, InterruptedException {
        final long bytesTotal = PlanQueue.sizeOf(options.files());
        final KnownIllegal known = options.knownIllegal().isPresent()
                ? new KnownIllegal(options.knownIllegal().get())
                : new KnownIllegal();
        if (options.records().isPresent()) {
            Files.createDirectories(options.records().get());
        }
        try (RuleSetRegistry registry =
                options.rules().map(RuleSetRegistry::withFolder).orElseGet(RuleSetRegistry::builtIn);
                ServerLink link = new ServerLink(options.target(), options.credentials(), options.connections())) {
            connect(link);
            final RecordCheck check = new RecordCheck(RecordKeys.readPublic(options.publicKey()), registry);
            final ReplayCounts counts = new ReplayCounts();
            final ReplayBook book = new ReplayBook(counts, known);
            final PlanQueue queue = new PlanQueue(options, check, registry, book);
            final Stage stage = new Stage(options, link, counts, queue, book, new RecordJudge(check));
            return play(stage, listener, bytesTotal);
        }
    }

    private static void connect(final ServerLink link) throws UnreachableException, InterruptedException {
        try {
            link.connect(CONNECT_TIMEOUT_MS);
        } catch (final IOException e) {
            throw new UnreachableException(e);
        }
    }

    private static ReplaySummary play(final Stage stage, final ProgressListener listener, final long bytesTotal)
            throws InterruptedException {
        final long startNs = System.nanoTime();
        final Thread reader =
                Thread.ofPlatform().name("replay-reader").daemon().start(stage.queue());
        final List<Thread> slots = new ArrayList<>();
        final var look = stage.link()
                .loop()
                .scheduleAtFixedRate(() -> lookAt(stage), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        try {
            for (int i = 0; i < stage.options().concurrency(); i++) {
                slots.add(Thread.ofVirtual().name("replay-slot-" + i).start(new Slot(stage, i)));
            }
            for (final Thread slot : slots) {
                while (!slot.join(Duration.ofMillis(PROGRESS_MS))) {
                    report(stage, listener, bytesTotal, startNs);
                }
            }
        } finally {
            look.cancel(false);
            reader.interrupt();
            slots.forEach(Thread::interrupt);
        }
        report(stage, listener, bytesTotal, startNs);
        return stage.book().summary(seconds(startNs));
    }

    private static void lookAt(final Stage stage) {
        final long now = System.nanoTime();
        stage.running().forEach(run -> run.look(now));
    }

    private static void report(
            final Stage stage, final ProgressListener listener, final long bytesTotal, final long startNs) {
        final long games = stage.book().games();
        listener.at(
                stage.queue().bytesDone(games),
                bytesTotal,
                games,
                stage.book().gamesFailed(),
                stage.counts().accepted.sum(),
                seconds(startNs));
    }

    private static double seconds(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }
}
