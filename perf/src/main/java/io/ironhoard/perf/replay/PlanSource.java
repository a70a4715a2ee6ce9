package io.ironhoard.perf.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Games to play, one after the other. Owned by the reading thread, {@link #bytesRead} apart. */
interface PlanSource extends Closeable {
    /**
     * @return the next game, or empty at the end.
     * @throws IOException where the source cannot be read any further.
     */
    Optional<GamePlan> next() throws IOException;

    /** How much of the file was read, in bytes; any thread. */
    long bytesRead();
}
