package io.ironhoard.perf.replay;

/** A kind of source that this build cannot replay yet: wrong usage, by name. */
public final class UnsupportedSourceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked for.
     */
    public UnsupportedSourceException(final String message) {
        super(message);
    }
}
