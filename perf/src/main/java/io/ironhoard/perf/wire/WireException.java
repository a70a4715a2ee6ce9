package io.ironhoard.perf.wire;

/** Bytes came that break HTTP/2, gRPC or protocol buffers; the message says which and how. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    WireException(final String message) {
        super(message);
    }

    WireException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
