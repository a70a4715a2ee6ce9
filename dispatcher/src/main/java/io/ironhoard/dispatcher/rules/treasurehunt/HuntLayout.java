package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.rules.OptionsView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * Where the treasures are, drawn from a match's seed with SHA-256 (FIPS 180-4) in counter mode, so that treasures which
 * were found tell nothing of the others, and anybody can draw the same from the seed once it is revealed:
 *
 * <pre>
 *   block n   = SHA-256( label ‖ the seed's first 8 bytes ‖ n as uint32 )      n = 0, 1, 2 …
 *   label     = 'I' 'H' 'H' 'U' 'N' 'T' 01 00
 *   words     = the blocks one after the other, read as uint32
 *   cells     = width · height
 *   bound     = ⌊2³² / cells⌋ · cells
 *
 *   for treasure 0, 1, 2 …
 *       take words until one is below bound, and word mod cells is no earlier treasure's cell
 *       x = cell mod width, y = ⌊cell / width⌋, value = 1 + treasure mod 3
 * </pre>
 *
 * <p>Numbers are little-endian. The seed that a rule set is given as a {@code long} is its first 8 bytes, read the same
 * way. An object is used by one thread; drawing allocates nothing.
 */
public final class HuntLayout {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LABEL = 0x0001_544E_5548_4849L;
    private static final int SEED = Long.BYTES;
    private static final int COUNTER = SEED + Long.BYTES;
    private static final int INPUT_LENGTH = COUNTER + Integer.BYTES;
    private static final int VALUES = 3;
    private static final long WORDS = 1L << 32;

    private final MessageDigest sha256 = Sha256.newDigest();
    private final byte[] input = new byte[INPUT_LENGTH];
    private final byte[] block = new byte[Sha256.LENGTH];
    private final int[] cells = new int[HuntDescriptor.TREASURES_MAX];
    private int width;
    private int count;
    private int nextBlock;
    private int used;

    /** Nothing drawn yet. */
    public HuntLayout() {
        LONGS.set(input, 0, LABEL);
    }

    /**
     * Draw the treasures of a match.
     *
     * @param seed the first 8 bytes of the match's seed, little-endian.
     * @param gridWidth the option {@code width}.
     * @param gridHeight the option {@code height}.
     * @param treasures how many, at most half the cells.
     * @return this.
     * @throws IllegalArgumentException where there are more.
     */
    public HuntLayout draw(final long seed, final int gridWidth, final int gridHeight, final int treasures) {
        final int cellCount = gridWidth * gridHeight;
        if (treasures > HuntDescriptor.TREASURES_MAX || 2 * treasures > cellCount) {
            throw new IllegalArgumentException(treasures + " treasures on " + cellCount + " cells");
        }
        LONGS.set(input, SEED, seed);
        width = gridWidth;
        count = 0;
        nextBlock = 0;
        used = Sha256.LENGTH;
        final long bound = WORDS / cellCount * cellCount;
        while (count < treasures) {
            final long word = nextWord();
            final int cell = (int) (word % cellCount);
            if (word < bound && !isTaken(cell)) {
                cells[count++] = cell;
            }
        }
        return this;
    }

    /**
     * Draw the treasures of a match whose seed was revealed.
     *
     * @param seed the match's whole seed, 32 bytes.
     * @param options the match's options.
     * @return this.
     * @throws IllegalArgumentException where there are more treasures than half the cells.
     */
    public HuntLayout draw(final byte[] seed, final OptionsView options) {
        return draw(
                (long) LONGS.get(seed, 0),
                (int) options.integer(HuntDescriptor.WIDTH_OPTION),
                (int) options.integer(HuntDescriptor.HEIGHT_OPTION),
                (int) options.integer(HuntDescriptor.TREASURES_OPTION));
    }

    /** How many treasures were drawn. */
    public int count() {
        return count;
    }

    /** Where a treasure is, from west to east. */
    public int x(final int treasure) {
        return cells[treasure] % width;
    }

    /** Where a treasure is, from north to south. */
    public int y(final int treasure) {
        return cells[treasure] / width;
    }

    /** What a treasure is worth: 1 to 3 points, by its number alone, so that all layouts are worth the same. */
    public static int value(final int treasure) {
        return 1 + treasure % VALUES;
    }

    private long nextWord() {
        if (used == Sha256.LENGTH) {
            INTS.set(input, COUNTER, nextBlock++);
            sha256.update(input);
            Sha256.finish(sha256, block, 0);
            used = 0;
        }
        final int word = (int) INTS.get(block, used);
        used += Integer.BYTES;
        return Integer.toUnsignedLong(word);
    }

    private boolean isTaken(final int cell) {
        for (int i = 0; i < count; i++) {
            if (cells[i] == cell) {
                return true;
            }
        }
        return false;
    }
}
