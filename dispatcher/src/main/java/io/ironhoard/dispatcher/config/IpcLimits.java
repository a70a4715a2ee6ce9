package io.ironhoard.dispatcher.config;

/**
 * The streams between gateways and shards.
 *
 * @param gatewayCountMax gateways that are listened to; their ids are below it.
 * @param termBytes length of a term buffer.
 * @param mtuBytes longest frame.
 * @param framesPerPollMax frames that a shard takes from one gateway before the next.
 * @param untetheredWindowMs how long a gateway that does not read may hold an event stream back.
 * @param untetheredRestingMs how long such a gateway waits before it may read again.
 * @param livenessMs how long driver and clients may be silent before they take each other for dead.
 */
public record IpcLimits(
        int gatewayCountMax,
        int termBytes,
        int mtuBytes,
        int framesPerPollMax,
        long untetheredWindowMs,
        long untetheredRestingMs,
        long livenessMs) {
    private static final int TERMS = 3;
    private static final int LOG_METADATA_BYTES = 4096;
    private static final int PAGE_BYTES = 4096;

    /** Command buffers, counters, error log and loss report of the driver, rounded up. */
    private static final long DRIVER_BYTES = 16L * 1024 * 1024;

    /**
     * The shared memory that driver and streams take when every gateway is there.
     *
     * @param shardCount shards of this node.
     * @return bytes.
     */
    public long sharedMemoryBytes(final int shardCount) {
        // Each shard has an event stream, a reply stream and an ingress stream from each gateway; each stream is one log.
        final long logBytes = roundUp((long) TERMS * termBytes + LOG_METADATA_BYTES);
        return DRIVER_BYTES + shardCount * (2L + gatewayCountMax) * logBytes;
    }

    private static long roundUp(final long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }
}
