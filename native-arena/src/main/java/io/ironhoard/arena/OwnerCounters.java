package io.ironhoard.arena;

import io.ironhoard.arena.region.RegionExchange;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The owner's own numbers, written in opaque mode: plain stores that no compiler leaves out, so that other threads read
 * whole and fresh numbers. What the supplier counts is read from the exchange.
 */
final class OwnerCounters implements ArenaCounters {
    /** A cache line on either side, so that no other thread's writes slow the owner's. */
    static final int PADDING = 16;

    static final int LIVE_BYTES = PADDING;
    private static final int LIVE_BYTES_MAX = PADDING + 1;
    private static final int ALLOCATIONS = PADDING + 2;
    private static final int FREES = PADDING + 3;
    private static final int REGIONS = PADDING + 4;
    private static final int REGIONS_ADDED = PADDING + 5;
    private static final int REGIONS_RETURNED = PADDING + 6;
    private static final int REFUSED_AT_LIMIT = PADDING + 7;
    private static final int REFUSED_WHILE_GROWING = PADDING + 8;
    private static final int SCRATCH_BYTES = PADDING + 9;
    static final int SCRATCH_BYTES_MAX = PADDING + 10;
    static final int LENGTH = PADDING + 11 + PADDING;

    private final RegionExchange exchange;
    private final int regionLimit;
    private final AtomicLongArray numbers = new AtomicLongArray(LENGTH);
    private final LatencyHistogram allocateNs = new LatencyHistogram();

    OwnerCounters(final RegionExchange exchange, final int regionLimit) {
        this.exchange = exchange;
        this.regionLimit = regionLimit;
    }

    void allocated(final long bytes) {
        final long live = numbers.getPlain(LIVE_BYTES) + bytes;
        numbers.setOpaque(LIVE_BYTES, live);
        setMax(LIVE_BYTES_MAX, live);
        add(ALLOCATIONS, 1);
    }

    void freed(final long bytes) {
        add(LIVE_BYTES, -bytes);
        add(FREES, 1);
    }

    void refused(final boolean isAtLimit) {
        add(isAtLimit ? REFUSED_AT_LIMIT : REFUSED_WHILE_GROWING, 1);
    }

    void regionAdded(final int count) {
        numbers.setOpaque(REGIONS, count);
        add(REGIONS_ADDED, 1);
    }

    void regionReturned(final int count) {
        numbers.setOpaque(REGIONS, count);
        add(REGIONS_RETURNED, 1);
    }

    void scratchMapped(final long bytes) {
        numbers.setOpaque(SCRATCH_BYTES, bytes);
    }

    void scratchUsed(final long bytes) {
        setMax(SCRATCH_BYTES_MAX, bytes);
    }

    /** Every block goes with the arena. */
    void closed() {
        numbers.setOpaque(LIVE_BYTES, 0);
        numbers.setOpaque(FREES, numbers.getPlain(ALLOCATIONS));
        numbers.setOpaque(REGIONS, 0);
        numbers.setOpaque(SCRATCH_BYTES, 0);
    }

    @Override
    public long liveBytes() {
        return numbers.getOpaque(LIVE_BYTES);
    }

    @Override
    public long liveBytesMax() {
        return numbers.getOpaque(LIVE_BYTES_MAX);
    }

    @Override
    public long liveBlocks() {
        // In this order a block that comes and goes between the two readings adds one, and never takes one away.
        final long freed = frees();
        return allocations() - freed;
    }

    @Override
    public long mappedBytes() {
        return exchange.mappedBytes() + numbers.getOpaque(SCRATCH_BYTES);
    }

    @Override
    public int regions() {
        return (int) numbers.getOpaque(REGIONS);
    }

    @Override
    public int regionLimit() {
        return regionLimit;
    }

    @Override
    public long regionBytes() {
        return exchange.options().bytes();
    }

    @Override
    public long regionsAdded() {
        return numbers.getOpaque(REGIONS_ADDED);
    }

    @Override
    public long regionsReturned() {
        return numbers.getOpaque(REGIONS_RETURNED);
    }

    @Override
    public long allocations() {
        return numbers.getOpaque(ALLOCATIONS);
    }

    @Override
    public long frees() {
        return numbers.getOpaque(FREES);
    }

    @Override
    public long refusedAtLimit() {
        return numbers.getOpaque(REFUSED_AT_LIMIT);
    }

    @Override
    public long refusedWhileGrowing() {
        return numbers.getOpaque(REFUSED_WHILE_GROWING);
    }

    @Override
    public long mapFailures() {
        return exchange.failures();
    }

    @Override
    public long regionMapNsLast() {
        return exchange.mapNsLast();
    }

    @Override
    public long regionMapNsMax() {
        return exchange.mapNsMax();
    }

    @Override
    public long scratchBytesMax() {
        return numbers.getOpaque(SCRATCH_BYTES_MAX);
    }

    @Override
    public LatencyHistogram allocateNs() {
        return allocateNs;
    }

    private void add(final int number, final long change) {
        numbers.setOpaque(number, numbers.getPlain(number) + change);
    }

    private void setMax(final int number, final long value) {
        if (value > numbers.getPlain(number)) {
            numbers.setOpaque(number, value);
        }
    }
}
