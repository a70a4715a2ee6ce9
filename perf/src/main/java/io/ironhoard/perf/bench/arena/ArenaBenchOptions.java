package io.ironhoard.perf.bench.arena;

/**
 * What is measured.
 *
 * @param operations how many allocations and frees are timed, together.
 * @param liveBlocks about how many blocks are alive meanwhile.
 * @param growthRegions how many regions are added under load.
 * @param growthBlocksPerS at which rate blocks are taken meanwhile.
 * @param seed brings the same blocks again.
 */
public record ArenaBenchOptions(
        long operations, int liveBlocks, int growthRegions, int growthBlocksPerS, long seed) {
    /** The most blocks that are alive at once, about 40 GiB of them. */
    public static final int LIVE_BLOCKS_MAX = 8_000_000;
    /** The most regions that are added. */
    public static final int GROWTH_REGIONS_MAX = 512;
    /** The highest rate. */
    public static final int GROWTH_RATE_MAX = 10_000_000;

    /** @throws IllegalArgumentException with a sentence, where there is nothing to measure, or too much. */
    public ArenaBenchOptions {
        require("operations", operations, Long.MAX_VALUE);
        require("live blocks", liveBlocks, LIVE_BLOCKS_MAX);
        require("growth regions", growthRegions, GROWTH_REGIONS_MAX);
        require("growth blocks a second", growthBlocksPerS, GROWTH_RATE_MAX);
    }

    private static void require(final String name, final long value, final long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " of " + value + " are not from 1 to " + max);
        }
    }
}
