package io.ironhoard.perf.bench.arena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel counted of the calling thread.
 *
 * @param blocked how often it gave its core away to wait for something.
 * @param preempted how often its core was taken away for somebody else.
 * @param pageFaults how often it met a page that was not there.
 */
public record ThreadFacts(long blocked, long preempted, long pageFaults) {
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final Path STAT = Path.of("/proc/thread-self/stat");
    /** Of the fields behind the command's name. */
    private static final int MINOR_FAULTS = 7;

    /** The counts since the thread's start; 0 where the host does not tell. */
    static ThreadFacts now() {
        try {
            long blocked = 0;
            long preempted = 0;
            for (final String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("voluntary_ctxt_switches:")) {
                    blocked = number(line);
                } else if (line.startsWith("nonvoluntary_ctxt_switches:")) {
                    preempted = number(line);
                }
            }
            final String stat = Files.readString(STAT);
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new ThreadFacts(blocked, preempted, Long.parseLong(fields[MINOR_FAULTS]));
        } catch (final IOException e) {
            return new ThreadFacts(0, 0, 0);
        }
    }

    /** What came after an earlier reading. */
    ThreadFacts since(final ThreadFacts earlier) {
        return new ThreadFacts(
                blocked - earlier.blocked, preempted - earlier.preempted, pageFaults - earlier.pageFaults);
    }

    private static long number(final String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
    }
}
