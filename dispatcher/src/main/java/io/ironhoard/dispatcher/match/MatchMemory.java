package io.ironhoard.dispatcher.match;

/** Where a shard's matches lie. Owned by the shard's thread; neither method allocates on the heap or blocks. */
public interface MatchMemory {
    /** The address that stands for none. */
    long NONE = 0;

    /**
     * Take room for a match.
     *
     * @param bytes how much.
     * @return where it begins, aligned to 64 bytes, its bytes anything; {@link #NONE} where there is no room.
     */
    long allocate(int bytes);

    /**
     * Give room back.
     *
     * @param address where it begins, as {@link #allocate} said.
     * @param bytes how much it is, as was asked for.
     */
    void free(long address, int bytes);
}
