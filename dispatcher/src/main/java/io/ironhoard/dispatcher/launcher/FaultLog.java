package io.ironhoard.dispatcher.launcher;

import io.ironhoard.dispatcher.shard.RulesFaults;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rule sets' faults from shards, which must not log, to the launcher's thread, which does, a few at a time. What is not
 * logged is counted by the shard all the same.
 */
final class FaultLog implements RulesFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final int WAITING_MAX = 64;
    /** Of one drain: a rule set that fails all the time must not fill the disk. */
    private static final int LOGGED_MAX = 4;

    private final ManyToOneConcurrentArrayQueue<Fault> waiting = new ManyToOneConcurrentArrayQueue<>(WAITING_MAX);

    private record Fault(String rulesId, Throwable cause) {}

    @Override
    public void onFault(final String rulesId, final Throwable fault) {
        waiting.offer(new Fault(rulesId, fault));
    }

    /** What a rule set throws is its own, and may itself fail when it is asked what it says. */
    private void log(final Fault fault) {
        try {
            LOG.error("rule set {} failed", fault.rulesId(), fault.cause());
        } catch (final RuntimeException | Error e) {
            LOG.error("rule set {} failed, and so does what it threw, a {}", fault.rulesId(),
                    fault.cause().getClass().getName());
        }
    }

    /** Log what waits; by the launcher's thread. */
    void drain() {
        for (int logged = 0; logged < LOGGED_MAX; logged++) {
            final Fault fault = waiting.poll();
            if (fault == null) {
                return;
            }
            log(fault);
        }
        final int dropped = waiting.drain(fault -> {});
        if (dropped > 0) {
            LOG.error("{} more faults of rule sets are not logged", dropped);
        }
    }
}
