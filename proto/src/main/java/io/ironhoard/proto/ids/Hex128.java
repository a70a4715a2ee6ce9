package io.ironhoard.proto.ids;

import java.util.HexFormat;

/** 128 bits as 32 lower-case hexadecimal digits, most significant first. */
final class Hex128 {
    static final int DIGITS = 32;

    private Hex128() {}

    static String format(final long high, final long low) {
        final HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    static long half(final String what, final String text, final int from) {
        if (text.length() != DIGITS) {
            throw notAnId(what, text);
        }
        try {
            return HexFormat.fromHexDigitsToLong(text, from, from + DIGITS / 2);
        } catch (final IllegalArgumentException e) {
            throw notAnId(what, text);
        }
    }

    private static IllegalArgumentException notAnId(final String what, final String text) {
        final String shown = text.length() > 2 * DIGITS ? text.substring(0, 2 * DIGITS) + "…" : text;
        return new IllegalArgumentException(what + " '" + shown + "' is not " + DIGITS + " hexadecimal digits");
    }
}
