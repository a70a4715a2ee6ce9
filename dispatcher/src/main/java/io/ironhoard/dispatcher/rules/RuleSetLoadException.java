package io.ironhoard.dispatcher.rules;

/** Rule sets could not be loaded; the message names each jar and its fault, one a line. */
public final class RuleSetLoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleSetLoadException(final String message) {
        super(message);
    }

    RuleSetLoadException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
