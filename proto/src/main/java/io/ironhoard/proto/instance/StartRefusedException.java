package io.ironhoard.proto.instance;

/** A process of the server does not start, for a reason that its message gives in one sentence. */
public final class StartRefusedException extends RuntimeException {
    /** The exit status where a setting is wrong or asks for what this build does not have. */
    public static final int STATUS_USAGE = 2;

    /** The exit status where the machine does not let the server start. */
    public static final int STATUS_CANNOT_START = 3;

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

    /**
     * @param exitStatus the process' exit status.
     * @param message a sentence for people.
     * @param cause what lies below.
     */
    public StartRefusedException(final int exitStatus, final String message, final Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** The process' exit status. */
    public int exitStatus() {
        return exitStatus;
    }
}
