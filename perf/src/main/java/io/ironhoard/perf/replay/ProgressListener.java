package io.ironhoard.perf.replay;

/** Told now and then how far a replay is; from the replay's own thread. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * How far it is.
     *
     * @param bytesDone of the files, compressed where they are: the part whose games are over.
     * @param bytesTotal of the files.
     * @param games finished, well or not.
     * @param gamesFailed of these.
     * @param moves accepted.
     * @param seconds since the start.
     */
    void at(long bytesDone, long bytesTotal, long games, long gamesFailed, long moves, double seconds);

    /** Nobody listens. */
    static ProgressListener none() {
        return (bytesDone, bytesTotal, games, gamesFailed, moves, seconds) -> {};
    }
}
