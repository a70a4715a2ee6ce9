package io.ironhoard.perf.load;

import io.ironhoard.perf.bot.Bots;
import io.ironhoard.perf.client.ServerLink;
import io.ironhoard.perf.wire.WireLink;
import io.ironhoard.v1.MatchSettings;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A whole run: sign in, make matches, play by the schedule, let matches end, report. {@link #run} blocks its caller;
 * {@link #stop} ends it early from any thread.
 */
public final class Load {
    /** How long players may take to sign in and be seated, in milliseconds. */
    static final long SET_UP_MS_MAX = 180_000;

    private static final int CONTROL_CONNECTIONS_MAX = 4;
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final long GRACE_MS = 300_000;
    /** How long set-up may take beyond a second for every so many players, before matches that end by time end too early. */
    private static final double SET_UP_S = 1;
    private static final double PLAYERS_PER_S = 500;

    private final LoadOptions options;
    private final LoadListener listener;
    private final Bots bots;
    private final LoadPlan plan;
    private volatile boolean isStopped;

    /** The server cannot be reached at all. */
    public static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(final IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Plan a run.
     *
     * @param options what load to make.
     * @param listener told how far it is.
     * @throws IllegalArgumentException where the players cannot be seated as asked for; says why.
     */
    public Load(final LoadOptions options, final LoadListener listener) {
        this.options = options;
        this.listener = listener;
        bots = options.game().create(options.seed());
        plan = LoadPlan.of(options, bots.rules());
    }

    /** End early: answers are waited for, matches are left where they are. */
    public void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /**
     * Run. Blocks.
     *
     * @return what was found; {@link LoadSummary#ok} is the verdict.
     * @throws UnreachableException where no server answers.
     * @throws IOException where certificates cannot be read, or the histogram file not be written.
     * @throws InterruptedException where the thread was asked to stop.
     */
    public LoadSummary run() throws IOException, InterruptedException {
        final Faults faults = new Faults();
        final int control = Math.min(CONTROL_CONNECTIONS_MAX, options.connections());
        try (IntervalLog log = new IntervalLog(options.histogram());
                Reveals reveals = new Reveals(faults);
                ServerLink calls = new ServerLink(options.target(), options.credentials(), control);
                WireLink link = connect(calls)) {
            final LoadRun run = new LoadRun(options, plan, listener, faults, reveals, log);
            final Matchmaker matchmaker = new Matchmaker(
                    calls, link.loop(), () -> settings(run.secondsLeft()), runName(), options.players(), faults);
            final LoadFloor floor = new LoadFloor(link, bots, plan, faults, matchmaker::make, reveals::check);
            try {
                return run.run(link.loop(), floor, matchmaker, this);
            } finally {
                matchmaker.close();
            }
        }
    }

    private WireLink connect(final ServerLink calls) throws IOException, InterruptedException {
        try {
            calls.connect(CONNECT_TIMEOUT_MS);
            return WireLink.connect(options.target(), options.credentials(), options.connections());
        } catch (final IOException e) {
            throw new UnreachableException(e);
        }
    }

    /** For a match that is made now: it shall not end before the run. */
    private MatchSettings settings(final double secondsLeft) {
        return MatchSettings.newBuilder()
                .setRules(bots.rules().id())
                .setRulesVersion(bots.rules().version())
                .putAllOptions(bots.options(secondsLeft))
                .setSigning(options.signing())
                .setAbandonGraceMs(GRACE_MS)
                .build();
    }

    /** How long set-up is expected to take at most, in seconds. */
    static double setUpSeconds(final int players) {
        return SET_UP_S + players / PLAYERS_PER_S;
    }

    private static String runName() {
        return Long.toString(ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE), Character.MAX_RADIX);
    }
}
