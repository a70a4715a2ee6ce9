package io.ironhoard.perf.client;

/** The server broke its own contract: a gap, a wrong head, an answer nobody waits for. The message says which. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was broken, and where.
     */
    public ProtocolException(final String message) {
        super(message);
    }
}
