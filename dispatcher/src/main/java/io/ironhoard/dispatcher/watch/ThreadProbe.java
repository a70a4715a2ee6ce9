package io.ironhoard.dispatcher.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the system knows of another thread. */
public interface ThreadProbe {
    /** {@link #cpuNs} where the system does not say. */
    long UNKNOWN = -1;

    /**
     * @param thread a thread of this process.
     * @return the processor time that it has used, in nanoseconds, or {@link #UNKNOWN}.
     */
    long cpuNs(Thread thread);

    /**
     * @param thread a thread of this process.
     * @return whether it waits of its own accord: for a lock, a condition or a time. One that is ready and has no
     *     processor, or that the collector has stopped, does not.
     */
    boolean isWaiting(Thread thread);

    /** By the JVM. */
    static ThreadProbe ofJvm() {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final boolean isSupported = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return new ThreadProbe() {
            @Override
            public long cpuNs(final Thread thread) {
                return isSupported ? threads.getThreadCpuTime(thread.threadId()) : UNKNOWN;
            }

            @Override
            public boolean isWaiting(final Thread thread) {
                return switch (thread.getState()) {
                    case BLOCKED, WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, TERMINATED -> false;
                };
            }
        };
    }
}
