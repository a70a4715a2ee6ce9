package io.ironhoard.dispatcher.record;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.Memory;
import io.ironhoard.arena.NativeArena;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory of all transcripts, those that wait for the disk included: chunks of one size in an arena outside the heap, up
 * to a number of them. A chunk begins with the address of the next one of its transcript, {@link #NONE} at the end.
 *
 * <p>Owned by the record agent's thread, {@link #close} apart; allocates nothing on the heap after {@link #start}. Other threads
 * may read a chunk that was handed to them until they hand it back.
 */
final class ChunkPool implements AutoCloseable {
    /** The address that stands for no chunk. */
    static final long NONE = 0;
    /** Bytes of a chunk: the longest size of which slots waste nothing. */
    static final int CHUNK_BYTES = 960;
    /** Where a chunk holds the address of the next one. */
    static final int NEXT = 0;
    /** Where a chunk's own bytes begin. */
    static final int DATA = Long.BYTES;

    /** A region is the sixteenth part of the pool, so that the first match does not take all of it. */
    private static final int REGIONS_WISHED = 16;
    /** The longest region: filled within milliseconds. */
    private static final long REGION_BYTES_MAX = 16L << 20;
    /** How long to wait for a region that is being mapped: shards wait too meanwhile. */
    private static final long REGION_WAIT_NS_MAX = TimeUnit.SECONDS.toNanos(1);
    /** Where none came, how long not to wait for another. */
    private static final long REGION_RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final NativeArena arena;
    private final long chunksMax;
    private long chunks;
    private boolean hasNoRegion;
    private long noRegionNs;

    /**
     * @param arena owned from now on; large enough for all chunks.
     * @param bytesMax the most memory to hand out.
     */
    ChunkPool(final NativeArena arena, final long bytesMax) {
        this.arena = arena;
        chunksMax = chunksMax(bytesMax);
    }

    /**
     * @param bytesMax the most memory to hand out.
     * @return an arena for that.
     */
    static ArenaOptions arenaFor(final long bytesMax) {
        final long share = Long.highestOneBit(Math.max(1, bytesMax / REGIONS_WISHED));
        final long regionBytes =
                Math.min(REGION_BYTES_MAX, Math.max(RegionOptions.BYTES_MIN, share));
        // An eighth more than chunks take, for the arena's own tables and the ends of its spans.
        final int limit = Math.toIntExact((bytesMax + bytesMax / 8) / regionBytes + 2);
        return ArenaOptions.defaults()
                .withRegions(RegionOptions.defaults().withBytes(regionBytes))
                .withLimit(limit, 1)
                .withScratchBytes(0);
    }

    /**
     * @param bytesMax memory.
     * @return how many chunks that is, at least one.
     */
    static long chunksMax(final long bytesMax) {
        return Math.max(1, bytesMax / CHUNK_BYTES);
    }

    /** Make the pool with its arena. */
    static ChunkPool create(final long bytesMax, final RegionSupplier regions) {
        return new ChunkPool(NativeArena.create(arenaFor(bytesMax), regions), bytesMax);
    }

    /** Map the first memory, and make the calling thread the owner. */
    void start() {
        arena.start();
    }

    /** What is handed out, in bytes. */
    long usedBytes() {
        return chunks * CHUNK_BYTES;
    }

    /**
     * Take a chunk.
     *
     * @return its address, the last of its transcript; {@link #NONE} where all are taken, or the system gives no memory.
     */
    long take() {
        if (chunks == chunksMax) {
            return NONE;
        }
        long address = arena.allocate(CHUNK_BYTES);
        if (address == NONE) {
            address = awaitRegion();
        }
        if (address != NONE) {
            chunks++;
            Memory.putLong(address + NEXT, NONE);
        }
        return address;
    }

    /**
     * Take a transcript's memory back.
     *
     * @param first the address of its first chunk.
     */
    void giveBack(final long first) {
        for (long address = first; address != NONE;) {
            final long next = Memory.getLong(address + NEXT);
            arena.free(address);
            chunks--;
            address = next;
        }
    }

    /** Take in a region that has come; to be called in each duty cycle. */
    void nextCycle() {
        arena.nextCycle();
    }

    /** Give all memory back; by the owner, or by anyone after it and all readers have ended. */
    @Override
    public void close() {
        arena.close();
    }

    /** Regions are asked for in time, unless matches grow faster than the system fills them. */
    private long awaitRegion() {
        final long begunNs = System.nanoTime();
        if (hasNoRegion && begunNs - noRegionNs < REGION_RETRY_NS) {
            return NONE;
        }
        hasNoRegion = false;
        while (System.nanoTime() - begunNs < REGION_WAIT_NS_MAX) {
            arena.nextCycle();
            final long address = arena.allocate(CHUNK_BYTES);
            if (address != NONE) {
                return address;
            }
            LockSupport.parkNanos(RegionSupplier.LOOK_NS);
        }
        hasNoRegion = true;
        noRegionNs = System.nanoTime();
        return NONE;
    }
}
