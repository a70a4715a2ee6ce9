package io.ironhoard.perf.pgn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers one game within the limits of {@link PgnReader}. Single-threaded. */
final class PgnTextBuilder {
    private static final int WORD_LENGTH_MAX = 32;

    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<PgnText.Word> moves = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private GameResult result;
    private int line;

    boolean isEmpty() {
        return line == 0;
    }

    boolean hasMoves() {
        return !moves.isEmpty();
    }

    boolean hasTag(final String name) {
        return tags.containsKey(name);
    }

    void tag(final int where, final String name, final String value) {
        began(where);
        final String text = LineSource.decode(value);
        if (tags.size() >= PgnReader.TAGS_MAX) {
            note(where, "more than " + PgnReader.TAGS_MAX + " tags: '" + name + "' is left out");
            return;
        }
        final String kept =
                text.length() > PgnReader.TAG_LENGTH_MAX ? text.substring(0, PgnReader.TAG_LENGTH_MAX) : text;
        if (tags.putIfAbsent(name, kept) != null) {
            note(where, "the tag '" + name + "' is there twice: the first counts");
        }
    }

    /** One word more than the limit is kept, by which the resolver knows that there were too many. */
    void move(final int where, final String word) {
        began(where);
        if (moves.size() <= PgnReader.PLIES_MAX) {
            final String text = word.length() > WORD_LENGTH_MAX ? word.substring(0, WORD_LENGTH_MAX) + "…" : word;
            moves.add(new PgnText.Word(LineSource.decode(text), where));
        }
    }

    void end(final int where, final GameResult word) {
        began(where);
        result = word;
    }

    /** A note alone begins no game: it stays for the one that follows. */
    void note(final int where, final String what) {
        if (notes.size() < PgnReader.NOTES_MAX) {
            final String text = what.length() > 200 ? what.substring(0, 200) + "…" : what;
            notes.add("line " + where + ": " + LineSource.decode(text));
        }
    }

    PgnText build(final int number) {
        final GameResult tagged = GameResult.find(tags.getOrDefault("Result", "")).orElse(GameResult.UNKNOWN);
        if (result != null && tags.containsKey("Result") && result != tagged) {
            note(line, "the Result tag says " + tags.get("Result") + ", the movetext ends with " + result.text());
        }
        return new PgnText(
                number,
                line,
                Collections.unmodifiableMap(tags),
                moves,
                result == null ? tagged : result,
                result == null,
                notes);
    }

    private void began(final int where) {
        if (line == 0) {
            line = where;
        }
    }
}
