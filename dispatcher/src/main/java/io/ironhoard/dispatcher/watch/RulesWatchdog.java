package io.ironhoard.dispatcher.watch;

import io.ironhoard.proto.ids.MatchId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every shard's {@link CallWatch} every few milliseconds, and finds two things:
 *
 * <ul>
 * <li>a call that has used more than its budget, which is the processor time of the shard's thread and the time that it
 *     waited of its own accord: the shard is told, and ends the match when the call comes back. A thread that was not
 *     given a processor, that the collector or a debugger stopped, or whose whole process was paused, uses none;
 * <li>a call that does not return, by the clock: nothing can stop it on its thread, so its rule set, match and method are
 *     named in the log, once, and to the listener. Time in which this thread did not run either is not counted.
 * </ul>
 *
 * <p>Runs on a thread of its own, {@code rules-watchdog}; in tests on theirs, by {@link #sample}.
 */
public final class RulesWatchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RulesWatchdog.class);
    private static final int PAUSED_AFTER_INTERVALS = 4;

    private final Observed[] shards;
    private final WatchLimits limits;
    private final NanoClock clock;
    private final ThreadProbe probe;
    private final StuckListener listener;
    private final Thread thread = new Thread(this::run, "rules-watchdog");
    private volatile boolean isStopped;

    /** What is known of the call that a shard is in. Owned by the watchdog's thread. */
    private static final class Observed {
        private final int shardId;
        private final CallWatch watch;
        private long call = CallWatch.NONE;
        private long lastNs;
        private long startCpuNs;
        private long goneNs;
        private long waitedNs;
        private boolean isOverrun;
        private boolean isStuck;

        Observed(final int shardId, final CallWatch watch) {
            this.shardId = shardId;
            this.watch = watch;
        }
    }

    /**
     * @param watches the shards', by shard id.
     * @param limits how long calls may take.
     * @param clock nanoseconds of a monotonic clock.
     * @param probe what is known of the shards' threads.
     * @param listener told of calls that do not return.
     */
    public RulesWatchdog(
            final List<CallWatch> watches,
            final WatchLimits limits,
            final NanoClock clock,
            final ThreadProbe probe,
            final StuckListener listener) {
        shards = new Observed[watches.size()];
        for (int shardId = 0; shardId < shards.length; shardId++) {
            shards[shardId] = new Observed(shardId, watches.get(shardId));
        }
        this.limits = limits;
        this.clock = clock;
        this.probe = probe;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Start the thread.
     *
     * @return this.
     */
    public RulesWatchdog start() {
        thread.start();
        return this;
    }

    /** Look at every shard once: what the thread does again and again. */
    public void sample() {
        final long nowNs = clock.nanoTime();
        for (final Observed shard : shards) {
            sample(shard, nowNs);
        }
    }

    /** Stop the thread. */
    @Override
    public void close() {
        isStopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped) {
            try {
                sample();
            } catch (final RuntimeException e) {
                LOG.error("a look at the shards' calls failed", e);
            }
            LockSupport.parkNanos(limits.intervalNs());
        }
    }

    private void sample(final Observed shard, final long nowNs) {
        final long call = shard.watch.call();
        if (call != shard.call) {
            returned(shard);
            begin(shard, call, nowNs);
        } else if (call != CallWatch.NONE) {
            goOn(shard, nowNs);
        }
    }

    private void begin(final Observed shard, final long call, final long nowNs) {
        shard.call = call;
        shard.lastNs = nowNs;
        shard.goneNs = 0;
        shard.waitedNs = 0;
        shard.isOverrun = false;
        shard.startCpuNs = call == CallWatch.NONE ? 0 : probe.cpuNs(shard.watch.thread());
    }

    private void goOn(final Observed shard, final long nowNs) {
        // Longer than a few intervals: this thread did not run, and the shard's may not have, either.
        final long passedNs = Math.min(nowNs - shard.lastNs, PAUSED_AFTER_INTERVALS * limits.intervalNs());
        shard.lastNs = nowNs;
        shard.goneNs += passedNs;
        final Thread shardThread = shard.watch.thread();
        if (probe.isWaiting(shardThread)) {
            shard.waitedNs += passedNs;
        }
        final long cpuNs = probe.cpuNs(shardThread);
        final boolean isKnown = cpuNs != ThreadProbe.UNKNOWN && shard.startCpuNs != ThreadProbe.UNKNOWN;
        final long usedNs = isKnown ? cpuNs - shard.startCpuNs + shard.waitedNs : shard.goneNs;
        if (!shard.isOverrun && usedNs > limits.budgetNs()) {
            shard.isOverrun = true;
            shard.watch.overrun(shard.call);
        }
        if (!shard.isStuck && shard.goneNs > limits.stuckNs()) {
            stuck(shard, usedNs);
        }
    }

    private void stuck(final Observed shard, final long usedNs) {
        final CallWatch watch = shard.watch;
        final String rulesId = watch.rulesId();
        final RulesCall method = watch.method();
        final MatchId matchId = new MatchId(watch.idHigh(), watch.idLow());
        if (watch.call() != shard.call) {
            return;
        }
        shard.isStuck = true;
        LOG.error(
                "rule set {} does not return from {} of match {}: shard {} stands still; {} ms so far, {} ms of them used"
                        + " or waited",
                rulesId, method.method(), matchId, shard.shardId,
                TimeUnit.NANOSECONDS.toMillis(shard.goneNs), TimeUnit.NANOSECONDS.toMillis(usedNs));
        listener.onStuck(shard.shardId, rulesId);
    }

    private void returned(final Observed shard) {
        if (shard.isStuck) {
            shard.isStuck = false;
            LOG.warn("the call that shard {} stood still in has returned, after about {} ms",
                    shard.shardId, TimeUnit.NANOSECONDS.toMillis(shard.goneNs));
            listener.onReturned(shard.shardId);
        }
    }
}
