package io.ironhoard.perf.bench.shard;

/** Numbered messages to another process, each answered once and in order. Owned by the measuring thread. */
interface Exchange {
    /** How many messages there are. */
    int count();

    /**
     * Write one; the other side sees it by the next {@link #flush} at the latest.
     *
     * @param number from 0, each once and in order.
     * @return false where there is no room now.
     */
    boolean send(int number);

    /** Let the other side see all that was written, if it has not yet. */
    default void flush() {}

    /**
     * Take the answers that have come.
     *
     * @return how many messages were read.
     * @throws BenchFault where an answer is not the one that is due.
     */
    int poll();

    /** How many messages have been answered: all those below this number. */
    int answered();
}
