package io.ironhoard.perf.profile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A file that cannot be written: a sentence that names it. */
public final class UnwritableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file  which.
     * @param cause what happened.
     */
    UnwritableFileException(final Path file, final IOException cause) {
        super(file + " cannot be written: "
                + (cause instanceof AccessDeniedException ? "no permission" : cause.getMessage()),
                cause);
    }
}
