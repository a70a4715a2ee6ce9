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
    /**
     * What one input of a shard may take of an outgoing stream's window: 32 KiB of messages, twice that with the headers
     * of small ones, and padding at the end of a term.
     */
    public static final int WINDOW_BYTES_FOR_ONE_INPUT = 96 * 1024;

    /**
     * The shortest term buffer. A stream's window is half a term. A shard stops when less of it is left than one input may
     * take, and the driver moves the window on in steps of an eighth of it; but it takes a reader for asleep only when it
     * lags by three quarters of the window. So that a sleeper cannot hold a shard for ever, one input and one step must
     * fit into the last quarter: half a term is at least 8 * 96 KiB, and a term the next power of two.
     */
    public static final int TERM_BYTES_MIN = 2 * 1024 * 1024;

    private static final int TERMS = 3;
    private static final int LOG_METADATA_BYTES = 4096;
    private static final int PAGE_BYTES = 4096;

    /** Command buffers (1 MiB each way), error log (4 MiB) and loss report (1 MiB) of the driver, rounded up. */
    private static final long DRIVER_BYTES = 8L * 1024 * 1024;

    private static final int COUNTER_BYTES = 128;
    /** A counter's label takes four times what its value takes. */
    private static final int COUNTER_SHARES = 5;
    /** Limits and positions of a stream, and a position of each of its readers, with room for those being replaced. */
    private static final int COUNTERS_PER_STREAM = 8;
    private static final int COUNTER_VALUES_BYTES_MIN = 1024 * 1024;

    /**
     * The shared memory that driver and streams take when every gateway is there.
     *
     * @param shardCount shards of this node.
     * @return bytes.
     */
    public long sharedMemoryBytes(final int shardCount) {
        // Each shard has an event stream, a reply stream and an ingress stream from each gateway; each stream is one log.
        final long logBytes = roundUp((long) TERMS * termBytes + LOG_METADATA_BYTES);
        return DRIVER_BYTES
                + (long) COUNTER_SHARES * counterValuesBytes(shardCount)
                + shardCount * (2L + gatewayCountMax) * logBytes;
    }

    /**
     * What the driver's counters take, their labels apart, when every gateway is there.
     *
     * @param shardCount shards of this node.
     * @return bytes, a power of two.
     */
    public int counterValuesBytes(final int shardCount) {
        final int need = shardCount * (2 + gatewayCountMax) * COUNTERS_PER_STREAM * COUNTER_BYTES;
        return Math.max(COUNTER_VALUES_BYTES_MIN, Integer.highestOneBit(need - 1) << 1);
    }

    private static long roundUp(final long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }
}
