package io.ironhoard.arena.os;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which core each of several threads is pinned to: the first thread to the first core, and so on. Immutable.
 */
public final class CoreMap {
    /** Cores are numbered below this, as in the kernel's own {@code cpu_set_t}. */
    public static final int CORE_LIMIT = 1024;

    private final List<Integer> cores;

    private CoreMap(final List<Integer> cores) {
        this.cores = List.copyOf(cores);
    }

    /**
     * Read a list such as {@code 0,2-3}.
     *
     * @param text numbers and ranges joined by commas; empty for no cores.
     * @return the map.
     * @throws IllegalArgumentException with a sentence, where the text is no such list or names a core twice.
     */
    public static CoreMap parse(final String text) {
        final List<Integer> cores = new ArrayList<>();
        if (!text.isBlank()) {
            for (final String part : text.split(",", -1)) {
                addRange(part.strip(), text, cores);
            }
        }
        return of(cores);
    }

    /**
     * @param cores core numbers in the order of the threads.
     * @return the map.
     * @throws IllegalArgumentException with a sentence, where a core comes twice or has no possible number.
     */
    public static CoreMap of(final List<Integer> cores) {
        final BitSet seen = new BitSet(CORE_LIMIT);
        for (final int core : cores) {
            if (core < 0 || core >= CORE_LIMIT) {
                throw new IllegalArgumentException(
                        "core " + core + " is not a core number: they go from 0 to " + (CORE_LIMIT - 1));
            }
            if (seen.get(core)) {
                throw new IllegalArgumentException(
                        "core " + core + " is named twice; each thread needs one of its own");
            }
            seen.set(core);
        }
        return new CoreMap(cores);
    }

    /** How many cores there are. */
    public int size() {
        return cores.size();
    }

    /**
     * @param index a thread's number, from 0.
     * @return its core.
     * @throws IndexOutOfBoundsException where there are fewer cores.
     */
    public int core(final int index) {
        return cores.get(index);
    }

    /** The cores without their order. */
    public BitSet toSet() {
        final BitSet set = new BitSet(CORE_LIMIT);
        cores.forEach(set::set);
        return set;
    }

    /**
     * Refuse cores that this process cannot have.
     *
     * @param present the cores that the machine has.
     * @param allowed the cores that this process may run on.
     * @throws IllegalArgumentException with a sentence that names the first such core and those that there are.
     */
    public void requireUsable(final BitSet present, final BitSet allowed) {
        for (final int core : cores) {
            if (!present.get(core)) {
                throw new IllegalArgumentException(
                        "core " + core + " does not exist; this machine has " + describe(present));
            }
            if (!allowed.get(core)) {
                throw new IllegalArgumentException(
                        "core " + core + " may not be used by this process; it is allowed " + describe(allowed));
            }
        }
    }

    /**
     * @param cores any set of cores.
     * @return the set as {@link #parse} reads it, {@code 0,2-3}.
     */
    public static String describe(final BitSet cores) {
        final List<String> ranges = new ArrayList<>();
        for (int first = cores.nextSetBit(0); first >= 0;) {
            final int end = cores.nextClearBit(first);
            ranges.add(end - first == 1 ? Integer.toString(first) : first + "-" + (end - 1));
            first = cores.nextSetBit(end);
        }
        return ranges.isEmpty() ? "no core" : String.join(",", ranges);
    }

    @Override
    public String toString() {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void addRange(final String part, final String text, final List<Integer> cores) {
        try {
            final int hyphen = part.indexOf('-');
            final int first = Integer.parseUnsignedInt(hyphen < 0 ? part : part.substring(0, hyphen));
            final int last = hyphen < 0 ? first : Integer.parseUnsignedInt(part.substring(hyphen + 1));
            if (first < 0 || last < first || last - first >= CORE_LIMIT) {
                throw new NumberFormatException(part);
            }
            for (int core = first; core <= last; core++) {
                cores.add(core);
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a list of cores such as 0,2-3", e);
        }
    }
}
