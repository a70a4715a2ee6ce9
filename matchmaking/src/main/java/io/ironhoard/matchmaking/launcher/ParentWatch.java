package io.ironhoard.matchmaking.launcher;

/** Stops this process with the one that started it, so that nothing is left behind where that one was killed. */
final class ParentWatch {
    private ParentWatch() {}

    /**
     * @param pid the process to watch; 0 for none.
     * @param stop called once, on some thread, when it has ended; at once where it is gone already.
     */
    static void start(final long pid, final Runnable stop) {
        if (pid == 0) {
            return;
        }
        ProcessHandle.of(pid).ifPresentOrElse(parent -> parent.onExit().thenRun(stop), stop);
    }
}
