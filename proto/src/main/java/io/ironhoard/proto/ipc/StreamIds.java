package io.ironhoard.proto.ipc;

/**
 * Numbers of the Aeron IPC streams between gateways and shards, the values that stand for nobody, and the limits that
 * both sides keep to.
 */
public final class StreamIds {
    /** The most shards on one node. */
    public static final int SHARDS_LIMIT = 64;
    /** The most gateways on one node. */
    public static final int GATEWAYS_LIMIT = 64;
    /** The gateway id of what no gateway asked for. */
    public static final int NO_GATEWAY = 0xFFFF;
    /** The seat of what no seat did. */
    public static final int NO_SEAT = 0xFF;
    /** The version of what gateways and shards say to each other. */
    public static final int PROTOCOL_VERSION = 1;
    /** The longest message on any stream, in bytes: what the driver's IPC MTU must carry. */
    public static final int MESSAGE_LENGTH_MAX = 15 * 1024;
    /** The longest encoded options of a match, in bytes. */
    public static final int OPTIONS_LENGTH_MAX = 4096;
    /** The longest time that a match's clock may begin with, and the longest increment: 30 days, in milliseconds. */
    public static final long CLOCK_MS_MAX = 30L * 24 * 60 * 60 * 1000;

    private static final int EVENTS_BASE = 1_000;
    private static final int REPLIES_BASE = 2_000;
    private static final int INGRESS_BASE = 10_000;

    private StreamIds() {}

    /**
     * @param shardId from 0.
     * @return the stream on which the shard writes its events, which are its journal.
     */
    public static int events(final int shardId) {
        return EVENTS_BASE + checkShard(shardId);
    }

    /**
     * @param shardId from 0.
     * @return the stream on which the shard writes what is not recorded.
     */
    public static int replies(final int shardId) {
        return REPLIES_BASE + checkShard(shardId);
    }

    /**
     * @param gatewayId from 0.
     * @param shardId from 0.
     * @return the stream on which this gateway writes to this shard.
     */
    public static int ingress(final int gatewayId, final int shardId) {
        if (gatewayId < 0 || gatewayId >= GATEWAYS_LIMIT) {
            throw new IllegalArgumentException("gateway id " + gatewayId + " is outside 0.." + (GATEWAYS_LIMIT - 1));
        }
        return INGRESS_BASE + gatewayId * SHARDS_LIMIT + checkShard(shardId);
    }

    private static int checkShard(final int shardId) {
        if (shardId < 0 || shardId >= SHARDS_LIMIT) {
            throw new IllegalArgumentException("shard id " + shardId + " is outside 0.." + (SHARDS_LIMIT - 1));
        }
        return shardId;
    }
}
