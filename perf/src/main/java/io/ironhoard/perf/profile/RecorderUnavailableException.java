package io.ironhoard.perf.profile;

import java.io.IOException;

/** A profiler that this machine or the process does not allow: a sentence that says why. */
final class RecorderUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for people. */
    RecorderUnavailableException(final String sentence) {
        super(sentence);
    }

    /**
     * @param sentence for people.
     * @param cause    what happened.
     */
    RecorderUnavailableException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
