package io.ironhoard.perf.profile;

import java.io.IOException;

/** A profiler that can look into another Java process. Used by one thread. */
interface Recorder extends AutoCloseable {
    /**
     * Begin, or refuse.
     *
     * @throws RecorderUnavailableException where this profiler cannot work there; another one may.
     * @throws IOException where the process cannot be reached at all.
     * @throws InterruptedException where the thread is interrupted.
     */
    void start() throws IOException, InterruptedException;

    /**
     * End, and tell what was seen.
     *
     * @throws IOException where the process has gone, or its answer cannot be read.
     * @throws InterruptedException where the thread is interrupted.
     */
    Recording stop() throws IOException, InterruptedException;

    /** Ends what was begun and is not ended, and removes its files. */
    @Override
    void close() throws IOException;
}
