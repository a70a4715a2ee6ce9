package io.ironhoard.dispatcher.launcher;

import java.util.function.Consumer;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once where a thread of its own runs out of memory: what that thread left behind is unknown. The JVM
 * cannot be told to do that by itself here, because it would not ask whether a rule set had only asked for too much.
 */
final class OutOfMemory {
    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);
    private static final int STATUS_FAILED = 1;
    private static final int CAUSES_MAX = 16;

    private OutOfMemory() {}

    /**
     * @param other told of every other error.
     * @return a handler that ends the process where an error is, or comes from, exhausted memory.
     */
    static ErrorHandler ending(final Consumer<Throwable> other) {
        return error -> {
            Throwable cause = error;
            for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
                if (cause instanceof OutOfMemoryError) {
                    end(cause);
                }
                cause = cause.getCause();
            }
            other.accept(error);
        };
    }

    /** The log may find no memory, either. */
    private static void end(final Throwable cause) {
        try {
            LOG.error("out of memory: the dispatcher ends", cause);
        } finally {
            Runtime.getRuntime().halt(STATUS_FAILED);
        }
    }
}
