package io.ironhoard.dispatcher.config;

import java.util.Locale;

/** What an accepted move survives. */
public enum Durability {
    /** Nothing is promised across a crash. */
    MEMORY,
    /** The archive has recorded it: it survives the end of the process. */
    JOURNAL,
    /** The archive has synchronised it to the disk. */
    FSYNC,
    /** A majority of nodes has it. */
    QUORUM;

    /** The name as it is written in settings and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this build has it. */
    public boolean isBuilt() {
        return this == MEMORY;
    }
}
