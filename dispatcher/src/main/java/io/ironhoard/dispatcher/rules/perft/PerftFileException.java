package io.ironhoard.dispatcher.rules.perft;

/** A file of known counts cannot be used; the message names file, line and fault. */
public final class PerftFileException extends Exception {
    private static final long serialVersionUID = 1L;

    PerftFileException(final String message) {
        super(message);
    }

    PerftFileException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
