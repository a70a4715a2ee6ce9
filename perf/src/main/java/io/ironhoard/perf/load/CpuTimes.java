package io.ironhoard.perf.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of processes on this machine, over a window. From the operating system; any thread. */
final class CpuTimes {
    private static final double NS_PER_S = 1e9;

    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    private final Map<String, Duration> before = new LinkedHashMap<>();

    /**
     * Begin the window.
     *
     * @param pids processes by name; those that are not there are left out.
     */
    CpuTimes(final Map<String, Long> pids) {
        pids.forEach((name, pid) -> ProcessHandle.of(pid).ifPresent(handle -> processes.put(name, handle)));
        processes.forEach((name, handle) -> handle.info()
                .totalCpuDuration()
                .ifPresent(duration -> before.put(name, duration)));
    }

    /** Seconds of each since the window began; without those that have gone. */
    Map<String, Double> seconds() {
        final Map<String, Double> seconds = new LinkedHashMap<>();
        before.forEach((name, then) -> processes.get(name)
                .info()
                .totalCpuDuration()
                .ifPresent(now -> seconds.put(name, now.minus(then).toNanos() / NS_PER_S)));
        return seconds;
    }
}
