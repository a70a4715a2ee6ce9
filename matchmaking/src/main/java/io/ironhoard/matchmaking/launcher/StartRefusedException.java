package io.ironhoard.matchmaking.launcher;

import java.io.Serial;

/** The process does not start, for a reason that its message gives in one sentence. */
public final class StartRefusedException extends Exception {
    /** The exit status where a setting is wrong. */
    public static final int STATUS_USAGE = 2;
    /** The exit status where the machine, or what else runs on it, does not let the server start. */
    public static final int STATUS_CANNOT_START = 3;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    /**
     * @param exitStatus the process' exit status.
     * @param message a sentence for people.
     */
    public StartRefusedException(final int exitStatus, final String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** The process' exit status. */
    public int exitStatus() {
        return exitStatus;
    }
}
