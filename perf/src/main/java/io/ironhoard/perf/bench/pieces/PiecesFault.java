package io.ironhoard.perf.bench.pieces;

/** The pieces could not be measured, or one of them did not do what it should. */
public final class PiecesFault extends Exception {
    private static final long serialVersionUID = 1L;

    PiecesFault(final String message, final Throwable cause) {
        super(message, cause);
    }
}
