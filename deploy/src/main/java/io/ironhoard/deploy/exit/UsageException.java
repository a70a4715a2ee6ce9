package io.ironhoard.deploy.exit;

/** What was asked for makes no sense or is not in this build: one sentence for people, exit status 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for people. */
    public UsageException(final String sentence) {
        super(sentence);
    }
}
