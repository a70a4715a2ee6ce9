package io.ironhoard.perf.bench.shard;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The two ways to drive an {@link Exchange}: as fast as it goes, and at a rate that asks nobody. Owned by the measuring thread. */
final class Loops {
    /** How long the other side may be silent while an answer is owed. */
    static final long SILENCE_NS_MAX = TimeUnit.SECONDS.toNanos(20);

    private static final int SENDS_PER_CYCLE_MAX = 64;
    private static final int SPINS_MAX = 100;

    private final int inFlightMax;
    private final long silenceNsMax;

    /**
     * @param inFlightMax how many messages may be unanswered in {@link #closed}.
     * @param silenceNsMax how long no answer may come while one is owed.
     */
    Loops(final int inFlightMax, final long silenceNsMax) {
        this.inFlightMax = inFlightMax;
        this.silenceNsMax = silenceNsMax;
    }

    /**
     * Send everything with a bounded number of messages unanswered.
     *
     * @param exchange what to drive.
     * @return nanoseconds from the first message to the last answer.
     * @throws BenchFault where an answer is wrong, or does not come.
     */
    long closed(final Exchange exchange) {
        final int count = exchange.count();
        final long startNs = System.nanoTime();
        long heardNs = startNs;
        int sent = 0;
        int idle = 0;
        while (exchange.answered() < count) {
            final int limit = Math.min(count, Math.min(sent + SENDS_PER_CYCLE_MAX, exchange.answered() + inFlightMax));
            final int before = sent;
            while (sent < limit && exchange.send(sent)) {
                sent++;
            }
            exchange.flush();
            if (exchange.poll() > 0 || sent > before) {
                idle = 0;
            } else {
                idle = rest(idle);
                if (idle == 1) {
                    heardNs = System.nanoTime();
                } else if (idle == SPINS_MAX) {
                    requireAnswers(exchange, sent, heardNs);
                }
            }
        }
        return System.nanoTime() - startNs;
    }

    /**
     * Send each message when it is due, whatever has become of the earlier ones, and record how long after that its answer
     * was here.
     *
     * @param exchange what to drive.
     * @param ratePerS messages a second.
     * @param latencyNs takes the times; what is beyond its range counts as its largest.
     * @return nanoseconds from the first message's time to the last answer.
     * @throws BenchFault where an answer is wrong, or does not come.
     */
    long open(final Exchange exchange, final double ratePerS, final Histogram latencyNs) {
        final int count = exchange.count();
        final double intervalNs = TimeUnit.SECONDS.toNanos(1) / ratePerS;
        final long startNs = System.nanoTime();
        long nowNs = startNs;
        long heardNs = startNs;
        int sent = 0;
        int idle = 0;
        while (exchange.answered() < count) {
            while (sent < count && startNs + (long) (sent * intervalNs) <= nowNs && exchange.send(sent)) {
                sent++;
            }
            exchange.flush();
            final int before = exchange.answered();
            exchange.poll();
            nowNs = System.nanoTime();
            for (int number = before; number < exchange.answered(); number++) {
                final long intendedNs = startNs + (long) (number * intervalNs);
                latencyNs.recordValue(Math.min(nowNs - intendedNs, latencyNs.getHighestTrackableValue()));
            }
            if (exchange.answered() > before || exchange.answered() == sent) {
                heardNs = nowNs;
            } else if (nowNs - heardNs > silenceNsMax) {
                requireAnswers(exchange, sent, heardNs);
            }
            // Whoever else has work on this core, as the media driver has, does not have to wait until this thread's time is up.
            idle = exchange.answered() > before ? 0 : rest(idle);
        }
        return System.nanoTime() - startNs;
    }

    private static int rest(final int idle) {
        if (idle < SPINS_MAX) {
            Thread.onSpinWait();
            return idle + 1;
        }
        Thread.yield();
        return SPINS_MAX;
    }

    private void requireAnswers(final Exchange exchange, final int sent, final long heardNs) {
        if (System.nanoTime() - heardNs > silenceNsMax) {
            throw new BenchFault(
                    "%,d of %,d messages have no answer; number %,d is the first"
                            .formatted(sent - exchange.answered(), sent, exchange.answered()));
        }
    }
}
