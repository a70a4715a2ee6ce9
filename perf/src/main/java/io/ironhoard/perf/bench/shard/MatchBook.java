package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.SeatKeys;
import java.util.Arrays;

/**
 * The matches of a run by number: their ids, the keys of their seats, and the head of each chain as computed here. Grows
 * while nothing is measured. Owned by the measuring thread.
 */
final class MatchBook {
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final SeatKeys keys;
    private final long seed;
    private final int seats;
    private int count;
    private byte[] seatKeys = {};
    private byte[] heads = {};

    /**
     * @param nodeSecret what the seats' keys are derived from.
     * @param seats of each match.
     * @param seed for the ids.
     */
    MatchBook(final byte[] nodeSecret, final int seats, final long seed) {
        this.keys = new SeatKeys(nodeSecret);
        this.seats = seats;
        this.seed = seed;
    }

    /** How many matches there are. */
    int count() {
        return count;
    }

    /** Make room for more, and derive their keys. */
    void grow(final int newCount) {
        if (newCount <= count) {
            return;
        }
        final byte[] derived = new byte[seats * SeatKeys.LENGTH];
        seatKeys = Arrays.copyOf(seatKeys, Math.multiplyExact(newCount, derived.length));
        heads = Arrays.copyOf(heads, Math.multiplyExact(newCount, ChainHasher.HEAD_LENGTH));
        for (int match = count; match < newCount; match++) {
            keys.derive(idHigh(match), idLow(match), seats, derived);
            System.arraycopy(derived, 0, seatKeys, match * derived.length, derived.length);
        }
        count = newCount;
    }

    /** The upper half of a match's id: spread, as ids of a running server are. */
    long idHigh(final int match) {
        return mix(seed + 2L * match);
    }

    /** The lower half. */
    long idLow(final int match) {
        return mix(seed + 2L * match + 1);
    }

    /** All keys, {@link SeatKeys#LENGTH} bytes each. */
    byte[] seatKeys() {
        return seatKeys;
    }

    /** Where a seat's key begins. */
    int keyOffset(final int match, final int seat) {
        return (match * seats + seat) * SeatKeys.LENGTH;
    }

    /** All heads, {@link ChainHasher#HEAD_LENGTH} bytes each. */
    byte[] heads() {
        return heads;
    }

    /** Where a match's head begins. */
    int headOffset(final int match) {
        return match * ChainHasher.HEAD_LENGTH;
    }

    /** A bijection of 64 bits: the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(final long value) {
        long z = value * ODD;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
