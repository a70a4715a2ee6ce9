package io.ironhoard.arena;

/**
 * Which sizes slots have, and how many pages the slots of a size share.
 *
 * <pre>
 *   slot of              steps of               for blocks of
 *   16, 32, 48           16                     1 … 48                 aligned to 16
 *   64, 128 … 960        64                     49 … 960               aligned to 64, as all that follow
 *   1,088 … 2,112        128                    961 … 2,112
 *   2,368 … 4,160        256                    …                      eight steps for each power of two,
 *   …                    an eighth              … 3.75 pages           each 64 bytes more than a round number
 * </pre>
 *
 * <p>The 64 bytes make the distance from a slot to the next an odd number of cache lines, so that the first lines of many
 * slots spread over all sets of a cache instead of a sixteenth of them.
 *
 * <p>Waste inside a slot: at most 15 bytes up to 48, 63 up to 960, 127 up to 1,088, and above that less than an eighth of
 * the block asked for (1,089 bytes take 1,216, 10.4 % of which is waste). Waste at the end of a span: at most 1/30 of it
 * (see {@link #spanPages}), which together with the one page in a thousand of the region's own gives the worst case of
 * a full region: 15 %. Immutable.
 */
final class SizeClasses {
    /** Above this, a block is a run of pages of its own: it has no class. */
    private static final int LIMIT_PAGES = 4;
    private static final int SPAN_PAGES_MAX = 32;
    private static final int SPAN_WASTE_DIVISOR = 32;
    private static final int SLOTS_MIN = 8;

    private static final int TINY_STEP_SHIFT = 4;
    private static final int TINY_MAX = 48;
    private static final int TINY_CLASSES = TINY_MAX >> TINY_STEP_SHIFT;
    private static final int LINE_SHIFT = 6;
    private static final int LINE = 1 << LINE_SHIFT;
    private static final int SMALL_MAX = 960;
    private static final int SMALL_CLASSES = SMALL_MAX >> LINE_SHIFT;
    private static final int FIRST_OCTAVE = 10;
    private static final int STEPS_SHIFT = 3;
    private static final int STEPS = 1 << STEPS_SHIFT;

    private final int[] bytes;
    private final int[] spanPages;
    private final int[] slots;

    /** @param pageBytes how long a page is. */
    SizeClasses(final int pageBytes) {
        int count = TINY_CLASSES + SMALL_CLASSES;
        while (bytesOf(count) <= LIMIT_PAGES * pageBytes) {
            count++;
        }
        bytes = new int[count];
        spanPages = new int[count];
        slots = new int[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = bytesOf(i);
            spanPages[i] = spanPages(bytes[i], pageBytes);
            slots[i] = spanPages[i] * pageBytes / bytes[i];
        }
    }

    /** How many classes there are. */
    int count() {
        return bytes.length;
    }

    /** The longest block that has a class. */
    int bytesMax() {
        return bytes[bytes.length - 1];
    }

    /** The class of a block of so many bytes, from 1 to {@link #bytesMax}. */
    static int indexOf(final int bytes) {
        if (bytes <= TINY_MAX) {
            return bytes - 1 >> TINY_STEP_SHIFT;
        }
        if (bytes <= SMALL_MAX) {
            return TINY_CLASSES - 1 + (bytes + LINE - 1 >> LINE_SHIFT);
        }
        final int last = Math.max(bytes - LINE, 1 << FIRST_OCTAVE) - 1;
        final int octave = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(last);
        final int step = last >> octave - STEPS_SHIFT & STEPS - 1;
        return TINY_CLASSES + SMALL_CLASSES + (octave - FIRST_OCTAVE) * STEPS + step + 1;
    }

    /** How long the slots of a class are. */
    int bytes(final int index) {
        return bytes[index];
    }

    /** How many pages a span of a class has. */
    int spanPages(final int index) {
        return spanPages[index];
    }

    /** How many slots a span of a class has. */
    int slots(final int index) {
        return slots[index];
    }

    private static int bytesOf(final int index) {
        if (index < TINY_CLASSES) {
            return index + 1 << TINY_STEP_SHIFT;
        }
        if (index < TINY_CLASSES + SMALL_CLASSES) {
            return index - TINY_CLASSES + 1 << LINE_SHIFT;
        }
        final int large = index - TINY_CLASSES - SMALL_CLASSES;
        final int octave = FIRST_OCTAVE + (large >> STEPS_SHIFT);
        return (1 << octave) + ((large & STEPS - 1) << octave - STEPS_SHIFT) + LINE;
    }

    /** The fewest pages that hold eight slots with at most 1/32 left over, or those that leave the smallest part. */
    private static int spanPages(final int slotBytes, final int pageBytes) {
        int best = 1;
        double bestWaste = 1;
        for (int pages = 1; pages <= SPAN_PAGES_MAX; pages++) {
            final int length = pages * pageBytes;
            final double waste = (double) (length % slotBytes) / length;
            final boolean hasEnough = length / slotBytes >= SLOTS_MIN;
            if (hasEnough && waste <= 1.0 / SPAN_WASTE_DIVISOR) {
                return pages;
            }
            if (hasEnough && waste < bestWaste) {
                best = pages;
                bestWaste = waste;
            }
        }
        return best;
    }
}
