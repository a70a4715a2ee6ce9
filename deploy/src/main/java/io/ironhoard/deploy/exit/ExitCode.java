package io.ironhoard.deploy.exit;

/** What the command line's exit status says to scripts. These numbers are stable. */
public final class ExitCode {
    /** The command did what it was asked. */
    public static final int DONE = 0;
    /** The command ran, and what it checked does not hold; or the server stopped by itself. */
    public static final int CHECK_FAILED = 1;
    /** Wrong usage, or a feature that this build does not have yet. */
    public static final int USAGE = 2;
    /** The server cannot be reached or started. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
