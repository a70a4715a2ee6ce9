package io.ironhoard.arena.region;

/**
 * What regions are wished to be. What the host does not have is reported and done without; only the length is a demand.
 *
 * @param bytes how long a region is, a power of two; it begins at a multiple of it.
 * @param isHuge try the kernel's pool of huge pages.
 * @param isTransparentHuge where there are none of those, ask for transparent ones.
 * @param isPrefaulted have every page there before the first use.
 * @param isLocked keep every page there.
 * @param numaNode take the pages from this node, {@link #ANY_NODE} for whichever.
 */
public record RegionOptions(
        long bytes,
        boolean isHuge,
        boolean isTransparentHuge,
        boolean isPrefaulted,
        boolean isLocked,
        int numaNode) {
    /** The usual length. */
    public static final long BYTES_DEFAULT = 64L << 20;
    /** The shortest region, for tests. */
    public static final long BYTES_MIN = 1L << 20;
    /** The longest region. */
    public static final long BYTES_MAX = 1L << 30;
    /** No node in particular. */
    public static final int ANY_NODE = -1;
    /** Nodes are numbered below this. */
    public static final int NODE_LIMIT = 1024;

    /** @throws IllegalArgumentException with a sentence, where there can be no such region. */
    public RegionOptions {
        if (Long.bitCount(bytes) != 1 || bytes < BYTES_MIN || bytes > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a region of " + bytes + " bytes is no power of two from " + BYTES_MIN + " to " + BYTES_MAX);
        }
        if (numaNode < ANY_NODE || numaNode >= NODE_LIMIT) {
            throw new IllegalArgumentException("NUMA node " + numaNode + " is not from 0 to " + (NODE_LIMIT - 1));
        }
    }

    /** Regions of 64 MiB on huge pages of either kind, pre-faulted, neither locked nor bound. */
    public static RegionOptions defaults() {
        return new RegionOptions(BYTES_DEFAULT, true, true, true, false, ANY_NODE);
    }

    /** The same, of another length in bytes. */
    public RegionOptions withBytes(final long newBytes) {
        return new RegionOptions(newBytes, isHuge, isTransparentHuge, isPrefaulted, isLocked, numaNode);
    }

    /** The same, with other wishes for pages. */
    public RegionOptions withPages(final boolean huge, final boolean transparentHuge, final boolean prefaulted) {
        return new RegionOptions(bytes, huge, transparentHuge, prefaulted, isLocked, numaNode);
    }

    /** The same, locked or not. */
    public RegionOptions withLock(final boolean locked) {
        return new RegionOptions(bytes, isHuge, isTransparentHuge, isPrefaulted, locked, numaNode);
    }

    /** The same, from a NUMA node or {@link #ANY_NODE}. */
    public RegionOptions withNumaNode(final int node) {
        return new RegionOptions(bytes, isHuge, isTransparentHuge, isPrefaulted, isLocked, node);
    }
}
