package io.ironhoard.arena;

/** Checked mode's own book: which addresses are live blocks, and which were. The owner's. */
final class BlockBook {
    /** Blocks begin at multiples of this. */
    private static final int UNIT_BYTES = 16;

    private final RegionTable regions;
    private final long regionBytes;
    private final long[] bases;
    private final long[][] live;
    private final long[][] freed;

    BlockBook(final RegionTable regions, final long regionBytes) {
        this.regions = regions;
        this.regionBytes = regionBytes;
        bases = new long[regions.limit()];
        live = new long[regions.limit()][0];
        freed = new long[regions.limit()][0];
    }

    void allocated(final long address) {
        final int number = regionOf(address);
        final int unit = unit(address);
        if (isSet(live[number], unit)) {
            throw new ArenaMisuseException("a block was given twice: the memory was corrupted");
        }
        set(live[number], unit);
        clear(freed[number], unit);
    }

    void freed(final long address) {
        requireLive(address);
        final int number = regionOf(address);
        final int unit = unit(address);
        clear(live[number], unit);
        set(freed[number], unit);
    }

    void requireLive(final long address) {
        final int number = regionOf(address);
        if (number < 0) {
            throw new ArenaMisuseException("an address that is not in this arena");
        }
        final int unit = unit(address);
        if (address % UNIT_BYTES != 0 || !isSet(live[number], unit)) {
            throw new ArenaMisuseException(
                    address % UNIT_BYTES == 0 && isSet(freed[number], unit)
                            ? "a block that was freed before"
                            : "an address where no block begins");
        }
    }

    /** The number of the region, -1 for none. */
    private int regionOf(final long address) {
        final long base = address & -regionBytes;
        for (int number = 0; number < bases.length && base != 0; number++) {
            if (regions.base(number) == base) {
                if (bases[number] != base) {
                    renew(number, base);
                }
                return number;
            }
        }
        return -1;
    }

    private void renew(final int number, final long base) {
        final int words = (int) (regionBytes / UNIT_BYTES / Long.SIZE);
        bases[number] = base;
        live[number] = new long[words];
        freed[number] = new long[words];
    }

    private int unit(final long address) {
        return (int) ((address & regionBytes - 1) / UNIT_BYTES);
    }

    private static boolean isSet(final long[] bits, final int unit) {
        return (bits[unit / Long.SIZE] & 1L << unit) != 0;
    }

    private static void set(final long[] bits, final int unit) {
        bits[unit / Long.SIZE] |= 1L << unit;
    }

    private static void clear(final long[] bits, final int unit) {
        bits[unit / Long.SIZE] &= ~(1L << unit);
    }
}
