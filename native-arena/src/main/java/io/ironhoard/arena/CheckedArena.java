package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionSupplier;

/**
 * The arena that looks for misuse in every call: calls by other threads or before the start or after the end, frees of
 * what is no live block, and writes to freed blocks, which are filled with {@link #POISON} and looked at when they are
 * given again. It keeps its own book of blocks on the Java heap, outside the memory that a fault would corrupt.
 */
final class CheckedArena extends NativeArena {
    /** What freed memory is filled with. */
    static final byte POISON = (byte) 0xDB;

    private static final long POISON_WORD = 0xDBDBDBDBDBDBDBDBL;

    private final BlockBook book;
    private volatile Thread owner;
    private int turn;

    CheckedArena(final ArenaOptions options, final RegionSupplier supplier) {
        super(options, supplier);
        book = new BlockBook(regions, options.regions().bytes());
    }

    @Override
    public synchronized void start() {
        super.start();
        owner = Thread.currentThread();
    }

    @Override
    public synchronized void close() {
        final Thread thread = owner;
        if (thread != null && thread != Thread.currentThread() && thread.isAlive()
                && state() == ArenaState.LIVE) {
            throw new ArenaMisuseException(
                    "closed by " + Thread.currentThread().getName() + " while its owner " + thread.getName()
                            + " is alive");
        }
        super.close();
    }

    @Override
    public long allocate(final int bytes) {
        checkCall("allocate");
        final long expected = bytes > 0 && bytes <= blockBytesMax() ? slab.peekFreed(bytes) : 0;
        final long begunNs = System.nanoTime();
        final long address = slab.allocate(bytes);
        if ((++turn & SAMPLE_INTERVAL - 1) == 0) {
            counters.allocateNs().record(System.nanoTime() - begunNs);
        }
        if (address != 0) {
            if (address == expected) {
                checkPoison(address, slab.capacity(address));
            }
            book.allocated(address);
        }
        return address;
    }

    @Override
    public void free(final long address) {
        checkCall("free");
        book.freed(address);
        // Before the memory goes back: its region may be gone afterwards.
        Memory.fill(address, slab.capacity(address), POISON);
        slab.free(address);
    }

    @Override
    public int capacity(final long address) {
        checkCall("capacity");
        book.requireLive(address);
        return slab.capacity(address);
    }

    @Override
    public long scratch(final int bytes) {
        checkCall("scratch");
        return scratch.take(bytes);
    }

    @Override
    public void nextCycle() {
        checkCall("nextCycle");
        if (scratch.used() > 0) {
            Memory.fill(scratch.begin(), scratch.used(), POISON);
        }
        scratch.reset();
        slab.tend();
    }

    private void checkCall(final String call) {
        if (state() != ArenaState.LIVE) {
            throw new ArenaMisuseException(call + " on an arena that is " + state());
        }
        if (Thread.currentThread() != owner) {
            throw new ArenaMisuseException(
                    call + " by " + Thread.currentThread().getName() + "; the owner is " + owner.getName());
        }
    }

    /** The first word is the allocator's link. */
    private static void checkPoison(final long address, final int capacity) {
        for (int offset = Long.BYTES; offset < capacity; offset += Long.BYTES) {
            if (Memory.getLong(address + offset) != POISON_WORD) {
                throw new ArenaMisuseException(
                        "byte " + offset + " or one of the next seven of a block was written to after it was freed");
            }
        }
    }
}
