package io.ironhoard.proto.status;

import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The state of an instance and whether its books are in order. Taken by any thread that may wait; see {@link #take}.
 *
 * @param reading   the last reading.
 * @param conserved whether every move is accounted for.
 * @param reasons   where not, why, one sentence each.
 */
public record StatusReport(NodeReading reading, boolean conserved, List<String> reasons) {
    /** How long a disagreement must last, with nothing moving, before it is believed: longer than any pause in between. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_READINGS = Duration.ofMillis(20);

    /** Keeps a copy of the reasons. */
    public StatusReport {
        reasons = List.copyOf(reasons);
    }

    /**
     * Takes readings until the books agree or have disagreed for a second. On a busy node, whose books are never at rest, the
     * inequalities alone are checked. Takes about 20 ms where all is well, at most about 2 s.
     *
     * @param layout the instance.
     * @return the report.
     * @throws IOException where a counters file cannot be read.
     */
    public static StatusReport take(final InstanceLayout layout) throws IOException {
        final long begin = System.nanoTime();
        long restingSince = begin;
        NodeReading first = NodeReading.read(layout);
        while (true) {
            LockSupport.parkNanos(BETWEEN_READINGS.toNanos());
            final NodeReading second = NodeReading.read(layout);
            final boolean quiet = second.isQuietSince(first);
            final long now = System.nanoTime();
            if (!quiet) {
                restingSince = now;
            }
            final List<String> broken = quiet ? ConservationLaw.atRest(second) : ConservationLaw.always(first, second);
            final boolean believed =
                    now - restingSince >= SETTLE.toNanos() || now - begin >= 2 * SETTLE.toNanos();
            if (broken.isEmpty() || believed || Thread.currentThread().isInterrupted()) {
                return new StatusReport(second, broken.isEmpty(), broken);
            }
            first = second;
        }
    }

    /** Whether any process of the instance runs. */
    public boolean isRunning() {
        return reading.isRunning();
    }

    /** The report as the JSON of {@code ironhoard status --json}, on one line. */
    public String json() {
        return StatusJson.of(this);
    }
}
