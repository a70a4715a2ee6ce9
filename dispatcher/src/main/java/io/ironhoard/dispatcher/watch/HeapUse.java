package io.ironhoard.dispatcher.watch;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** What the JVM knows of its heap's use. Used by any thread but a shard's: it allocates a little. */
public final class HeapUse {
    private final Optional<ThreadMXBean> threads;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    /** Of this process. */
    public HeapUse() {
        threads =
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? Optional.of(bean) : Optional.empty();
    }

    /**
     * @param watch of a shard.
     * @return the bytes that its thread has allocated since it started; 0 before, and where the JVM does not say.
     */
    public long allocatedBytes(final CallWatch watch) {
        final Thread thread = watch.thread();
        return thread == null || threads.isEmpty()
                ? 0
                : Math.max(0, threads.get().getThreadAllocatedBytes(thread.threadId()));
    }

    /** Garbage collections since the process began. */
    public long collections() {
        long count = 0;
        for (final GarbageCollectorMXBean collector : collectors) {
            count += Math.max(0, collector.getCollectionCount());
        }
        return count;
    }

    /** Bytes in use, garbage that is not collected yet included. */
    public long usedBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
