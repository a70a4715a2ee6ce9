package io.ironhoard.perf.pgn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of movetext taken apart, in every spelling that is met: zeros in castling, a promotion without its sign, long
 * algebraic, a capture as a colon.
 *
 * @param piece one of {@code PNBRQK}.
 * @param fromFile {@code a} to {@code h}, or 0 where the word does not say.
 * @param fromRank {@code 1} to {@code 8}, or 0 where the word does not say.
 * @param captures the word says that something is taken.
 * @param to the target square, for example {@code e4}; of a castling king {@code g} or {@code c} without a rank.
 * @param promotion one of {@code NBRQK}, or 0.
 * @param checks the word says check or mate.
 * @param mates the word says mate.
 */
record SanWord(
        char piece,
        char fromFile,
        char fromRank,
        boolean captures,
        String to,
        char promotion,
        boolean checks,
        boolean mates) {

    private static final Pattern MOVE =
            Pattern.compile("([PNBRQK])?([a-h])?([1-8])?([-x:])?([a-h][1-8])(?:[=/]?([NBRQKnbrq]))?([+#]*)");
    private static final Pattern CASTLING = Pattern.compile("[O0o]-[O0o](-[O0o])?([+#]*)");

    static Optional<SanWord> parse(final String text) {
        final Matcher castling = CASTLING.matcher(text);
        if (castling.matches()) {
            final String marks = castling.group(2);
            return Optional.of(new SanWord(
                    'K',
                    'e',
                    (char) 0,
                    false,
                    castling.group(1) == null ? "g" : "c",
                    (char) 0,
                    !marks.isEmpty(),
                    marks.contains("#")));
        }
        final Matcher move = MOVE.matcher(text);
        if (!move.matches()) {
            return Optional.empty();
        }
        final String marks = move.group(7);
        return Optional.of(new SanWord(
                letter(move.group(1), 'P'),
                letter(move.group(2), (char) 0),
                letter(move.group(3), (char) 0),
                "x".equals(move.group(4)) || ":".equals(move.group(4)),
                move.group(5),
                Character.toUpperCase(letter(move.group(6), (char) 0)),
                !marks.isEmpty(),
                marks.contains("#")));
    }

    boolean castles() {
        return to.length() == 1;
    }

    /** The word as the library reads it: standard SAN without marks. */
    String standard() {
        if (castles()) {
            return to.equals("g") ? "O-O" : "O-O-O";
        }
        return (piece == 'P' ? "" : String.valueOf(piece))
                + (fromFile == 0 ? "" : fromFile)
                + (fromRank == 0 ? "" : fromRank)
                + (captures ? "x" : "")
                + to
                + (promotion == 0 ? "" : "=" + promotion);
    }

    private static char letter(final String group, final char otherwise) {
        return group == null ? otherwise : group.charAt(0);
    }
}
