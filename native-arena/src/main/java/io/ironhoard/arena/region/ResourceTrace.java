package io.ironhoard.arena.region;

import net.openhft.chronicle.core.io.AbstractCloseable;

/**
 * Where a resource was made and whether it was closed, by chronicle-core's tracing of closeables: in checked mode,
 * {@link AbstractCloseable#assertCloseablesClosed} fails for what was left open, with the stack of its making. In the other
 * mode nothing is traced and no class of chronicle-core is loaded.
 */
public final class ResourceTrace implements AutoCloseable {
    /** The system property that makes checked mode the default. */
    public static final String CHECKED_PROPERTY = "ironhoard.arena.checked";

    private static final ResourceTrace UNTRACED = new ResourceTrace(() -> {});

    private final Runnable close;

    private ResourceTrace(final Runnable close) {
        this.close = close;
    }

    /**
     * Begin to trace a resource.
     *
     * @param isChecked whether to.
     * @param name of the resource.
     * @return to be closed with it.
     */
    public static ResourceTrace open(final boolean isChecked, final String name) {
        return isChecked ? new ResourceTrace(new Traced(name)::close) : UNTRACED;
    }

    /** Whether {@link #CHECKED_PROPERTY} asks for checked mode. */
    public static boolean isCheckedByDefault() {
        return Boolean.getBoolean(CHECKED_PROPERTY);
    }

    @Override
    public void close() {
        close.run();
    }

    private static final class Traced extends AbstractCloseable {
        private final String name;

        Traced(final String name) {
            this.name = name;
            // Arenas are closed after their owner has ended, by whoever ended it.
            singleThreadedCheckDisabled(true);
        }

        @Override
        protected void performClose() {
            // The resource itself has closed: this object only keeps the book.
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
