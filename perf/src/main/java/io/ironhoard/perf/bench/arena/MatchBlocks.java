package io.ironhoard.perf.bench.arena;

import io.ironhoard.arena.ArenaView;
import io.ironhoard.arena.NativeArena;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Blocks as long as matches are, each filled with words of its own that are compared when it is freed. One thread's;
 * allocates nothing after construction.
 */
final class MatchBlocks {
    private static final int KIB = 1024;

    private final SplittableRandom random;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final long[] addresses;
    private final int[] lengths;
    private final long[] stamps;
    private long verified;
    private long corrupted;

    /**
     * @param capacity how many blocks there can be.
     * @param seed of lengths and stamps.
     */
    MatchBlocks(final int capacity, final long seed) {
        random = new SplittableRandom(seed);
        addresses = new long[capacity];
        lengths = new int[capacity];
        stamps = new long[capacity];
    }

    int capacity() {
        return addresses.length;
    }

    /** Any place. */
    int anyPlace() {
        return random.nextInt(addresses.length);
    }

    boolean isLive(final int place) {
        return addresses[place] != 0;
    }

    /** Six of ten small matches of 1 to 2 KiB, three of 2 to 8, one of 8 to 40. */
    int anyLength() {
        final int kind = random.nextInt(10);
        if (kind < 6) {
            return KIB + random.nextInt(KIB);
        }
        return kind < 9 ? 2 * KIB + random.nextInt(6 * KIB) : 8 * KIB + random.nextInt(32 * KIB);
    }

    /** Put a block in a place, and fill it. */
    void put(final int place, final long address, final int length) {
        final long stamp = random.nextLong();
        addresses[place] = address;
        lengths[place] = length;
        stamps[place] = stamp;
        ArenaView.wrap(view, address, length);
        for (int offset = 0; offset + Long.BYTES <= length; offset += Long.BYTES) {
            view.putLong(offset, stamp + offset);
        }
    }

    /**
     * Take the block out of a place, and compare it.
     *
     * @return its address.
     */
    long take(final int place) {
        final long address = addresses[place];
        final int length = lengths[place];
        final long stamp = stamps[place];
        ArenaView.wrap(view, address, length);
        long difference = 0;
        for (int offset = 0; offset + Long.BYTES <= length; offset += Long.BYTES) {
            difference |= view.getLong(offset) ^ stamp + offset;
        }
        verified++;
        if (difference != 0) {
            corrupted++;
        }
        addresses[place] = 0;
        return address;
    }

    /** Compare and free whatever is left. */
    void freeAll(final NativeArena arena) {
        for (int place = 0; place < addresses.length; place++) {
            if (isLive(place)) {
                arena.free(take(place));
            }
        }
    }

    /** Blocks that were compared. */
    long verified() {
        return verified;
    }

    /** Blocks whose words had changed. */
    long corrupted() {
        return corrupted;
    }
}
