package io.ironhoard.proto.config;

/** How far two names are apart, for "did you mean". */
public final class EditDistance {
    private EditDistance() {}

    /**
     * Levenshtein's distance: insertions, deletions and replacements of a character (V. I. Levenshtein, 1966).
     *
     * @param a a name.
     * @param b another.
     * @return 0 where they are equal.
     */
    public static int between(final String a, final String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            final int[] swapped = previous;
            previous = current;
            current = swapped;
        }
        return previous[b.length()];
    }
}
