package io.ironhoard.perf.profile;

/**
 * One function of a stack.
 *
 * @param name as the profiler writes it: {@code package/Class.method}, a native function, or the path of a library.
 * @param kind what runs in it.
 */
public record Frame(String name, Kind kind) {
    /** What runs in a frame, and the mark behind its name in a collapsed stack. */
    public enum Kind {
        /** Compiled Java. */
        COMPILED("_[j]"),
        /** Compiled Java inside its caller. */
        INLINED("_[i]"),
        /** Java compiled by the first compiler. */
        FIRST_TIER("_[1]"),
        /** Interpreted Java. */
        INTERPRETED("_[0]"),
        /** The operating system. */
        KERNEL("_[k]"),
        /** A function of a library, or of the Java machine. */
        NATIVE("");

        private final String mark;

        Kind(final String mark) {
            this.mark = mark;
        }
    }

    /**
     * @param text a name and perhaps a mark.
     * @return the frame.
     */
    static Frame parse(final String text) {
        for (final Kind kind : Kind.values()) {
            if (text.endsWith(kind.mark)) {
                return new Frame(text.substring(0, text.length() - kind.mark.length()), kind);
            }
        }
        throw new AssertionError("every text ends with nothing");
    }

    /** The name, of a library without its folder. */
    String simpleName() {
        return name.startsWith("/") ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return name + kind.mark;
    }
}
