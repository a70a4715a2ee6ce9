package io.ironhoard.proto.ids;

/**
 * Names a player, the same in every session.
 *
 * @param high the upper 64 bits.
 * @param low the lower 64 bits.
 */
public record PlayerId(long high, long low) {
    /**
     * @param text 32 hexadecimal digits.
     * @return the id.
     * @throws IllegalArgumentException where the text is anything else.
     */
    public static PlayerId parse(final String text) {
        return new PlayerId(Hex128.half("player id", text, 0), Hex128.half("player id", text, Hex128.DIGITS / 2));
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex128.format(high, low);
    }
}
