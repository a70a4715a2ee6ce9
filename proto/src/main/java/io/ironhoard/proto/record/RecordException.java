package io.ironhoard.proto.record;

/** The bytes are no record, or not whole. The message names the place. */
public final class RecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and where.
     */
    public RecordException(final String message) {
        super(message);
    }
}
