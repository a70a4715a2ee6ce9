package io.ironhoard.perf.bench.shard;

/** The shard, or the echo, did something other than what it must: nothing was measured. */
public final class BenchFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what was found, and what should have been. */
    public BenchFault(final String message) {
        super(message);
    }
}
