package io.ironhoard.dispatcher.hash.block;

/**
 * The SHA-256 compression function (FIPS 180-4, 6.2.2) over many independent blocks.
 *
 * <pre>
 *   a job
 *     0   address of the state before, 32 bytes
 *     8   address of the block, 64 bytes
 *    16   address for the state after, 32 bytes; may be that of the state before
 * </pre>
 *
 * <p>States are bytes as a digest has them, so that the last one is the digest. Nothing checks the addresses. Owned by one thread.
 */
public interface BlockFunction {
    /** Bytes of a block. */
    int BLOCK = 64;
    /** Where a job's state before is named. */
    int JOB_STATE = 0;
    /** Where its block is named. */
    int JOB_BLOCK = 8;
    /** Where it is said where the state after goes. */
    int JOB_OUT = 16;
    /** Bytes of a job. */
    int JOB_LENGTH = 24;

    /**
     * Do some jobs, none of which needs another's result, in any order.
     *
     * @param jobs the address of the first.
     * @param count how many, at least 1.
     */
    void compress(long jobs, int count);
}
