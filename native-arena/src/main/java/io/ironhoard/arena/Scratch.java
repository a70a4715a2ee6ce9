package io.ironhoard.arena;

/** Memory of one duty cycle: a pointer that goes up, and back at the cycle's end. The owner's. */
final class Scratch {
    private static final int ALIGNMENT = 8;

    private final OwnerCounters counters;
    private long begin;
    private long end;
    private long next;

    Scratch(final OwnerCounters counters) {
        this.counters = counters;
    }

    void open(final long address, final int bytes) {
        begin = address;
        end = address + bytes;
        next = address;
    }

    long take(final int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("scratch memory of " + bytes + " bytes");
        }
        final long taken = next;
        final long after = taken + (bytes + (ALIGNMENT - 1L) & -ALIGNMENT);
        if (after > end) {
            return 0;
        }
        next = after;
        return taken;
    }

    /** Bytes taken in this cycle. */
    long used() {
        return next - begin;
    }

    void reset() {
        counters.scratchUsed(next - begin);
        next = begin;
    }

    long begin() {
        return begin;
    }

    void close() {
        open(0, 0);
    }
}
