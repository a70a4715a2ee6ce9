package io.ironhoard.arena;

/**
 * What an arena has and did. Any thread may read at any time; each number is whole, and two read one after the other need
 * not be of the same moment. Lengths in bytes, times in nanoseconds.
 */
public interface ArenaCounters {
    /** Bytes of all live blocks, each with the length of its slot or pages. */
    long liveBytes();

    /** The most that {@link #liveBytes} was. */
    long liveBytesMax();

    /** Live blocks. */
    long liveBlocks();

    /** Bytes that are mapped: regions in use, handed over or on their way back, and the scratch memory. */
    long mappedBytes();

    /** Regions in use. */
    int regions();

    /** The most that there can be. */
    int regionLimit();

    /** How long a region is. */
    long regionBytes();

    /** Regions taken into use since the start. */
    long regionsAdded();

    /** Regions given back since the start. */
    long regionsReturned();

    /** Blocks given since the start. */
    long allocations();

    /** Blocks freed since the start. */
    long frees();

    /** Allocations answered with 0 because there can be no more regions. */
    long refusedAtLimit();

    /** Allocations answered with 0 because the next region was not there yet. */
    long refusedWhileGrowing();

    /** How often the kernel refused a region. */
    long mapFailures();

    /** How long the supplier took for the last region, filling it included. */
    long regionMapNsLast();

    /** The longest that the supplier took for a region. */
    long regionMapNsMax();

    /** The most scratch memory that a cycle used. */
    long scratchBytesMax();

    /** How long one in {@link NativeArena#SAMPLE_INTERVAL} allocations took, the clock's own time included. */
    LatencyHistogram allocateNs();
}
