package io.ironhoard.dispatcher.record;

/** A shard's events do not fit together, so that no record of the match can be made. */
final class BrokenStreamException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what does not fit.
     */
    BrokenStreamException(final String message) {
        super(message);
    }
}
