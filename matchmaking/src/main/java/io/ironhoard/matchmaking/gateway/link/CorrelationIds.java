package io.ironhoard.matchmaking.gateway.link;

/**
 * Numbers that name requests and streams: rising, never 0, and greater than those of this gateway's former lives as long
 * as the machine's clock does not go back, so that a late answer to a former life finds nobody.
 *
 * <p>Owned by the gateway's event loop.
 */
public final class CorrelationIds {
    private static final int COUNT_BITS = 20;
    private static final int GATEWAY_BITS = 6;
    private static final int TIME_BITS = 42;

    private long last;

    private CorrelationIds(final long first) {
        last = first;
    }

    /**
     * @param startMs this life's start, milliseconds since the Unix epoch.
     * @return ids unique within the gateway.
     */
    public static CorrelationIds ofRequests(final long startMs) {
        return new CorrelationIds((startMs & ((1L << TIME_BITS) - 1)) << COUNT_BITS);
    }

    /**
     * @param startMs this life's start, milliseconds since the Unix epoch.
     * @param gatewayId this gateway, which stands in the ids' upper bits.
     * @return ids unique among all gateways.
     */
    public static CorrelationIds ofConnections(final long startMs, final int gatewayId) {
        final int countBits = Long.SIZE - 1 - GATEWAY_BITS - TIME_BITS;
        return new CorrelationIds(((long) gatewayId << (Long.SIZE - 1 - GATEWAY_BITS))
                | (startMs & ((1L << TIME_BITS) - 1)) << countBits);
    }

    /** The next one. */
    public long next() {
        return ++last;
    }
}
