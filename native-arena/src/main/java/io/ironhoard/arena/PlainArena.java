package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionSupplier;

/** The arena that looks for no misuse. */
final class PlainArena extends NativeArena {
    private static final int SAMPLE_MASK = SAMPLE_INTERVAL - 1;

    private int turn;

    PlainArena(final ArenaOptions options, final RegionSupplier supplier) {
        super(options, supplier);
    }

    @Override
    public long allocate(final int bytes) {
        return (++turn & SAMPLE_MASK) == 0 ? allocateTimed(bytes) : slab.allocate(bytes);
    }

    @Override
    public void free(final long address) {
        slab.free(address);
    }

    @Override
    public int capacity(final long address) {
        return slab.capacity(address);
    }

    @Override
    public long scratch(final int bytes) {
        return scratch.take(bytes);
    }

    @Override
    public void nextCycle() {
        scratch.reset();
        slab.tend();
    }

    private long allocateTimed(final int bytes) {
        final long begunNs = System.nanoTime();
        final long address = slab.allocate(bytes);
        counters.allocateNs().record(System.nanoTime() - begunNs);
        return address;
    }
}
