package io.ironhoard.deploy.exit;

/** The server cannot be reached or started: one sentence for people, exit status 3. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for people. */
    public UnreachableException(final String sentence) {
        super(sentence);
    }

    /**
     * @param sentence for people.
     * @param cause    what happened.
     */
    public UnreachableException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
