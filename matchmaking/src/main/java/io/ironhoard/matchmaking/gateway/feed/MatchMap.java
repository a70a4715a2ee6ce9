package io.ironhoard.matchmaking.gateway.feed;

import java.util.function.Consumer;

/**
 * Match ids, as two longs, to values: open addressing with linear probing, which closes gaps on removal.
 *
 * <p>Single-threaded. Looking up allocates nothing.
 *
 * @param <V> the values, never null.
 */
final class MatchMap<V> {
    private static final int CAPACITY_MIN = 64;

    private long[] highs = new long[CAPACITY_MIN];
    private long[] lows = new long[CAPACITY_MIN];
    private Object[] values = new Object[CAPACITY_MIN];
    private int size;

    int size() {
        return size;
    }

    /**
     * @return the value, or null.
     */
    @SuppressWarnings("unchecked")
    V get(final long high, final long low) {
        return (V) values[slot(high, low)];
    }

    /**
     * @return the value that was there before, or null.
     */
    @SuppressWarnings("unchecked")
    V put(final long high, final long low, final V value) {
        if (2 * (size + 1) > values.length) {
            grow();
        }
        final int slot = slot(high, low);
        final V former = (V) values[slot];
        if (former == null) {
            size++;
        }
        highs[slot] = high;
        lows[slot] = low;
        values[slot] = value;
        return former;
    }

    /**
     * @return the value that was there, or null.
     */
    @SuppressWarnings("unchecked")
    V remove(final long high, final long low) {
        int slot = slot(high, low);
        final V former = (V) values[slot];
        if (former != null) {
            size--;
            values[slot] = null;
            closeGap(slot);
        }
        return former;
    }

    @SuppressWarnings("unchecked")
    void forEach(final Consumer<V> consumer) {
        for (final Object value : values) {
            if (value != null) {
                consumer.accept((V) value);
            }
        }
    }

    private void closeGap(final int removed) {
        final int mask = values.length - 1;
        int gap = removed;
        int slot = gap + 1 & mask;
        while (values[slot] != null) {
            final int home = home(highs[slot], lows[slot]);
            // The entry may move into the gap unless its home lies cyclically behind the gap.
            if ((slot - home & mask) >= (slot - gap & mask)) {
                highs[gap] = highs[slot];
                lows[gap] = lows[slot];
                values[gap] = values[slot];
                values[slot] = null;
                gap = slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private int slot(final long high, final long low) {
        final int mask = values.length - 1;
        int slot = home(high, low);
        while (values[slot] != null && (highs[slot] != high || lows[slot] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(final long high, final long low) {
        final long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & values.length - 1;
    }

    private void grow() {
        final long[] oldHighs = highs;
        final long[] oldLows = lows;
        final Object[] oldValues = values;
        highs = new long[2 * oldValues.length];
        lows = new long[2 * oldValues.length];
        values = new Object[2 * oldValues.length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                final int slot = slot(oldHighs[i], oldLows[i]);
                highs[slot] = oldHighs[i];
                lows[slot] = oldLows[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
