package io.ironhoard.perf.pgn;

import java.util.List;
import java.util.Map;

/**
 * One game as its source wrote it: the main line's words, nothing resolved yet.
 *
 * @param number the game's place in its file, from 1.
 * @param line the line where it begins, from 1.
 * @param tags the tag pairs in the file's order; empty where the game has none.
 * @param moves the words of the main line that are neither numbers nor signs.
 * @param result the word that ended the movetext; where it is missing, the Result tag's; else {@link GameResult#UNKNOWN}.
 * @param truncated the movetext does not end with a result.
 * @param notes what was odd but did no harm, a sentence each, at most {@link PgnReader#NOTES_MAX}.
 */
public record PgnText(
        int number,
        int line,
        Map<String, String> tags,
        List<Word> moves,
        GameResult result,
        boolean truncated,
        List<String> notes) {

    /**
     * A move's word.
     *
     * @param text as written, without {@code !} and {@code ?}.
     * @param line where it stands, from 1.
     */
    public record Word(String text, int line) {}

    public PgnText {
        moves = List.copyOf(moves);
        notes = List.copyOf(notes);
    }
}
