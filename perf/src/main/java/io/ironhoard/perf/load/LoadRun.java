package io.ironhoard.perf.load;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** The phases of a run, on the calling thread: seats taken, moves played, matches ended, sums drawn. */
final class LoadRun {
    private static final long LOOK_MS = 50;
    private static final long LOOP_TIMEOUT_MS = 30_000;
    private static final long START_DELAY_MS = 200;
    private static final long STOPPED_DRAIN_MS = 2_000;
    /** How much longer than the run a match goes on that ends by time. */
    private static final double MARGIN_S = 2;
    private static final long REVEALS_MS = 60_000;
    /** The greatest share of the planned moves that may be left out without a fault. */
    private static final double SKIPPED_SHARE_MAX = 0.01;
    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final String SELF = "generator";

    private final LoadOptions options;
    private final LoadPlan plan;
    private final LoadListener listener;
    private final Faults faults;
    private final Reveals reveals;
    private final IntervalLog log;
    private final long openedNs = System.nanoTime();

    private volatile long startNs;
    private long endNs;
    private long nextSecondNs;
    private long planned;
    private long skipped;
    private LoadCounts.Snapshot last;
    private ScheduledExecutorService loop;
    private LoadFloor floor;

    LoadRun(
            final LoadOptions options, final LoadPlan plan, final LoadListener listener, final Faults faults,
            final Reveals reveals, final IntervalLog log) {
        this.options = options;
        this.plan = plan;
        this.listener = listener;
        this.faults = faults;
        this.reveals = reveals;
        this.log = log;
    }

    /** How long a match that is made now has to go on, in seconds; any thread. */
    double secondsLeft() {
        final double planned = options.seconds() + MARGIN_S;
        return startNs == 0
                ? planned + Load.setUpSeconds(options.players())
                : Math.max(1, planned - (System.nanoTime() - startNs) / NS_PER_S);
    }

    LoadSummary run(
            final ScheduledExecutorService onLoop, final LoadFloor onFloor, final Matchmaker matchmaker,
            final Load owner) throws InterruptedException {
        loop = onLoop;
        floor = onFloor;
        floor.tables().forEach(matchmaker::make);
        last = snapshot();
        if (setUp(owner)) {
            return play(matchmaker, owner);
        }
        matchmaker.close();
        call(this::leave);
        last = snapshot();
        return summary(0, 0, Map.of(), owner.isStopped());
    }

    private boolean setUp(final Load owner) throws InterruptedException {
        final long deadlineNs = openedNs + TimeUnit.MILLISECONDS.toNanos(Load.SET_UP_MS_MAX);
        nextSecondNs = openedNs + TimeUnit.SECONDS.toNanos(1);
        while (last.seated() < plan.players()) {
            if (owner.isStopped() || faults.count() > 0) {
                return false;
            }
            if (System.nanoTime() > deadlineNs) {
                faults.add("after " + Load.SET_UP_MS_MAX / 1_000 + " s " + last.seated() + " of " + plan.players()
                        + " players were seated");
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            last = snapshot();
            if (System.nanoTime() >= nextSecondNs) {
                nextSecondNs += TimeUnit.SECONDS.toNanos(1);
                listener.settingUp(last.seated(), plan.players(), (System.nanoTime() - openedNs) / NS_PER_S);
            }
        }
        listener.settingUp(last.seated(), plan.players(), (System.nanoTime() - openedNs) / NS_PER_S);
        return true;
    }

    private LoadSummary play(final Matchmaker matchmaker, final Load owner) throws InterruptedException {
        // What set-up left behind is not to be collected while players play.
        System.gc();
        final long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_DELAY_MS);
        startNs = begin;
        log.begin();
        call(() -> {
            floor.begin(begin);
            return true;
        });
        final CpuTimes generator = new CpuTimes(Map.of(SELF, ProcessHandle.current().pid()));
        final CpuTimes server = new CpuTimes(options.serverPids());
        final long plannedNs = begin + (long) (options.seconds() * NS_PER_S);
        nextSecondNs = begin + TimeUnit.SECONDS.toNanos(1);
        watch(plannedNs, owner, false);
        final double generatorS = generator.seconds().getOrDefault(SELF, 0.0);
        final Map<String, Double> serverS = server.seconds();
        final boolean isInterrupted = owner.isStopped();
        final long drainNs;
        if (isInterrupted) {
            call(() -> {
                floor.stop();
                return true;
            });
            drainNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOPPED_DRAIN_MS);
        } else {
            final double slackS = floor.closes() ? 0 : MARGIN_S + Load.setUpSeconds(options.players());
            drainNs = plannedNs + (long) ((slackS + options.drainSeconds()) * NS_PER_S);
        }
        watch(drainNs, owner, true);
        matchmaker.close();
        final boolean isWhole = !isInterrupted && !owner.isStopped();
        if (isWhole) {
            call(this::complain);
        }
        call(this::leave);
        if (isWhole && skipped > planned * SKIPPED_SHARE_MAX) {
            faults.add(skipped + " of " + planned + " planned moves were never sent");
        }
        last = snapshot();
        second();
        endNs = Math.max(Math.min(System.nanoTime(), plannedNs), last.lastAnswerNs());
        return summary((endNs - begin) / NS_PER_S, generatorS, serverS, owner.isStopped());
    }

    /** Look on, a line a second, until a time; or until nothing goes on any more. */
    private void watch(final long untilNs, final Load owner, final boolean isDraining) throws InterruptedException {
        final boolean wasStopped = owner.isStopped();
        while (System.nanoTime() < untilNs && (wasStopped || !owner.isStopped())) {
            final long nowNs = System.nanoTime();
            final long waitNs =
                    Math.min(Math.min(untilNs, nextSecondNs) - nowNs, TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
            TimeUnit.NANOSECONDS.sleep(Math.max(0, waitNs));
            if (System.nanoTime() >= nextSecondNs) {
                second();
                nextSecondNs += TimeUnit.SECONDS.toNanos(1);
            } else if (isDraining) {
                final LoadCounts.Snapshot now = snapshot();
                if (now.busyTables() == 0 || wasStopped && now.unanswered() == 0) {
                    return;
                }
            }
        }
    }

    private void second() throws InterruptedException {
        final LoadCounts.Snapshot before = last;
        last = snapshot();
        final Histogram answers = floor.answers().interval();
        final Histogram lateness = floor.lateness().interval();
        log.write(answers);
        log.write(floor.delivery().interval());
        log.write(lateness);
        listener.playing(new LoadListener.Second(
                (System.nanoTime() - startNs) / NS_PER_S,
                plan.players(),
                last.submitted() - before.submitted(),
                last.accepted() - before.accepted(),
                answers.getValueAtPercentile(50) / NS_PER_US,
                answers.getValueAtPercentile(99) / NS_PER_US,
                lateness.getValueAtPercentile(99) / NS_PER_US,
                last.unanswered(),
                faults.count()));
    }

    private boolean complain() {
        for (final LoadTable table : floor.tables()) {
            if (!table.isOver()) {
                faults.add(table.unfinished());
            }
        }
        return true;
    }

    private boolean leave() {
        planned = floor.planned();
        skipped = floor.pending();
        floor.leave();
        return true;
    }

    private LoadCounts.Snapshot snapshot() throws InterruptedException {
        return call(floor.counts()::snapshot);
    }

    private <T> T call(final Callable<T> onTheLoop) throws InterruptedException {
        try {
            return loop.submit(onTheLoop).get(LOOP_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the loop does not answer", e);
        }
    }

    private LoadSummary summary(
            final double seconds, final double generatorS, final Map<String, Double> serverS,
            final boolean isInterrupted) throws InterruptedException {
        if (!reveals.finish(REVEALS_MS)) {
            faults.add("not all matches were executed again in " + REVEALS_MS / 1_000 + " s");
        }
        return new LoadSummary(
                plan.players(),
                new LoadSummary.Moves(
                        last.submitted(), last.accepted(), last.rejected(), last.overloaded(), last.unanswered(),
                        planned, skipped, last.rejectedByCode()),
                new LoadSummary.Matches(
                        last.matches(), last.matchesEnded(), last.events(), last.heads(), reveals.verified()),
                seconds,
                LoadSummary.TimesUs.of(floor.answers().total()),
                LoadSummary.TimesUs.of(floor.delivery().total()),
                LoadSummary.TimesUs.of(floor.lateness().total()),
                generatorS,
                serverS,
                isInterrupted,
                faults.count(),
                faults.list());
    }
}
