package io.ironhoard.proto.ids;

/**
 * Names a match, and says nothing about where it lives.
 *
 * @param high the upper 64 bits.
 * @param low the lower 64 bits.
 */
public record MatchId(long high, long low) {
    /**
     * @param text 32 hexadecimal digits.
     * @return the id.
     * @throws IllegalArgumentException where the text is anything else.
     */
    public static MatchId parse(final String text) {
        return new MatchId(Hex128.half("match id", text, 0), Hex128.half("match id", text, Hex128.DIGITS / 2));
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex128.format(high, low);
    }
}
