package io.ironhoard.perf.profile;

import java.util.List;

/**
 * What a profiler saw.
 *
 * @param recorder     its name and version.
 * @param event        what made it take a sample.
 * @param kernelStacks whether it saw the kernel's functions.
 * @param intervalUs   processor time from one sample of a thread to its next, microseconds.
 * @param stacks       of every thread.
 */
record Recording(String recorder, String event, boolean kernelStacks, int intervalUs, List<Stack> stacks) {
    /** Keeps a copy of the stacks. */
    Recording {
        stacks = List.copyOf(stacks);
    }
}
