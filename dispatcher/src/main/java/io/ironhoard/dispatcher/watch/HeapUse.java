package io.ironhoard.dispatcher.watch;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM knows of its heap's use. Called on any thread but a shard's: it allocates. */
public final class HeapUse {
    private HeapUse() {}

    /**
     * @param watch of a shard.
     * @return the bytes that its thread has allocated since it started; 0 before, and where the JVM does not say.
     */
    public static long allocatedBytes(final CallWatch watch) {
        final Thread thread = watch.thread();
        return thread != null && ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                ? Math.max(0, threads.getThreadAllocatedBytes(thread.threadId()))
                : 0;
    }

    /** Garbage collections since the process began. */
    public static long collections() {
        long count = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
        }
        return count;
    }
}
