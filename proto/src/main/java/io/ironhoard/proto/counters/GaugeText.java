package io.ironhoard.proto.counters;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A short ASCII text in four gauges, 8 letters in each, for the few things that a number does not say. A reader never sees a
 * text that is half written as a whole one: the first gauge is written last, and is 0 where there is no text.
 */
public final class GaugeText {
    /** The longest text, in letters. */
    public static final int LENGTH_MAX = 32;

    private static final int PARTS = LENGTH_MAX / Long.BYTES;
    private static final ShardGauge[] GAUGES = ShardGauge.values();

    private GaugeText() {}

    /**
     * Write a text, on the gauges' one writing thread.
     *
     * @param file the counters.
     * @param section from 0.
     * @param first the first of the four gauges.
     * @param text at most {@link #LENGTH_MAX} ASCII letters; empty for none.
     */
    public static void set(final CountersFile file, final int section, final ShardGauge first, final String text) {
        final ByteBuffer letters = ByteBuffer.allocate(LENGTH_MAX).order(ByteOrder.LITTLE_ENDIAN);
        letters.put(0, text.getBytes(StandardCharsets.US_ASCII));
        file.set(section, first, 0);
        for (int part = PARTS - 1; part >= 0; part--) {
            file.set(section, GAUGES[first.ordinal() + part], letters.getLong(part * Long.BYTES));
        }
    }

    /**
     * Read a text.
     *
     * @param file the counters.
     * @param section from 0.
     * @param first the first of the four gauges.
     * @return the text, empty where there is none or the writer did not know of it yet.
     */
    public static Optional<String> get(final CountersFile file, final int section, final ShardGauge first) {
        final ByteBuffer letters = ByteBuffer.allocate(LENGTH_MAX).order(ByteOrder.LITTLE_ENDIAN);
        for (int part = 0; part < PARTS; part++) {
            letters.putLong(file.get(section, GAUGES[first.ordinal() + part]));
        }
        final String text = new String(letters.array(), StandardCharsets.US_ASCII);
        final int end = text.indexOf('\0');
        final String read = end < 0 ? text : text.substring(0, end);
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }
}
