package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.ResourceTrace;

/**
 * How an arena is made. Immutable.
 *
 * @param regions what its regions are wished to be.
 * @param regionLimit the most regions that it has at once: its limit.
 * @param initialRegions how many it has from its start on.
 * @param scratchBytes how much scratch memory a cycle has.
 * @param isChecked whether misuse is looked for, in every call; for tests.
 */
public record ArenaOptions(
        RegionOptions regions, int regionLimit, int initialRegions, int scratchBytes, boolean isChecked) {
    /** A block's handle counts in these. */
    public static final int HANDLE_UNIT_BYTES = 64;
    /** The longest scratch memory. */
    public static final int SCRATCH_BYTES_MAX = 64 << 20;

    private static final int LIMIT_DEFAULT = 64;
    private static final int SCRATCH_BYTES_DEFAULT = 256 << 10;

    /** @throws IllegalArgumentException with a sentence, where there can be no such arena. */
    public ArenaOptions {
        final long limitMax = limitMax(regions);
        if (regionLimit < 1 || regionLimit > limitMax) {
            throw new IllegalArgumentException(
                    "a limit of " + regionLimit + " regions of " + regions.bytes() + " bytes is not from 1 to "
                            + limitMax);
        }
        if (initialRegions < 1 || initialRegions > regionLimit) {
            throw new IllegalArgumentException(
                    initialRegions + " regions at the start are not from 1 to the limit of " + regionLimit);
        }
        if (scratchBytes < 0 || scratchBytes > SCRATCH_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "scratch memory of " + scratchBytes + " bytes is not from 0 to " + SCRATCH_BYTES_MAX);
        }
    }

    /** Up to 64 regions of 64 MiB, one at the start; checked where {@link ResourceTrace#CHECKED_PROPERTY} says so. */
    public static ArenaOptions defaults() {
        return new ArenaOptions(
                RegionOptions.defaults(), LIMIT_DEFAULT, 1, SCRATCH_BYTES_DEFAULT, ResourceTrace.isCheckedByDefault());
    }

    /** The most regions of a length that handles of 31 bits can tell apart: 128 GiB of them. */
    public static int limitMax(final RegionOptions regions) {
        return (int) Math.min(Integer.MAX_VALUE, (1L << Integer.SIZE - 1) / (regions.bytes() / HANDLE_UNIT_BYTES));
    }

    /** The same with other regions. */
    public ArenaOptions withRegions(final RegionOptions newRegions) {
        return new ArenaOptions(newRegions, regionLimit, initialRegions, scratchBytes, isChecked);
    }

    /** The same with another limit, and with so many regions at the start. */
    public ArenaOptions withLimit(final int limit, final int initial) {
        return new ArenaOptions(regions, limit, initial, scratchBytes, isChecked);
    }

    /** The same with another amount of scratch memory. */
    public ArenaOptions withScratchBytes(final int bytes) {
        return new ArenaOptions(regions, regionLimit, initialRegions, bytes, isChecked);
    }

    /** The same, checked or not. */
    public ArenaOptions withChecked(final boolean checked) {
        return new ArenaOptions(regions, regionLimit, initialRegions, scratchBytes, checked);
    }
}
