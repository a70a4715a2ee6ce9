package io.ironhoard.perf.attack.shard;

/** The shard did what it must not do. */
public final class FuzzFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FuzzFault(final String message) {
        super(message);
    }

    FuzzFault(final String message, final Throwable cause) {
        super(message, cause);
    }

    static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new FuzzFault(what);
        }
    }
}
