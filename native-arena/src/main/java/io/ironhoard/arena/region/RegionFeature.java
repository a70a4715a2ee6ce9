package io.ironhoard.arena.region;

/** What a region can be given beyond being there. */
public enum RegionFeature {
    /** Pages of 2 MiB from the kernel's own pool. */
    HUGE_PAGES("huge pages"),
    /** The kernel was asked for transparent huge pages. It gives them where it has them free. */
    TRANSPARENT_HUGE_PAGES("transparent huge pages"),
    /** Every page is there before the first use. */
    PREFAULTED("pre-faulted"),
    /** No page is ever taken away. */
    LOCKED("locked"),
    /** Every page comes from one NUMA node. */
    NUMA_BOUND("NUMA-bound");

    private final String text;

    RegionFeature(final String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
