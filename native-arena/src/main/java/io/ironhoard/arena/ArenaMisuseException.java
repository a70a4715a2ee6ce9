package io.ironhoard.arena;

/** An arena in checked mode was used in a way that would have broken it, or something else, in the other mode: a bug. */
public final class ArenaMisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ArenaMisuseException(final String message) {
        super(message);
    }
}
