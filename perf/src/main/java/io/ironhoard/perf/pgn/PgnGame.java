package io.ironhoard.perf.pgn;

import java.util.List;
import java.util.Optional;

/**
 * One game, resolved: squares instead of words, each move judged.
 *
 * @param text what the source wrote.
 * @param fen the start position where the game does not begin at the usual one.
 * @param moves the legal moves up to the end or to the fault.
 * @param fault where the source stops making sense.
 * @param boardEnd the first moment at which the board decides the game, even where the source goes on.
 */
public record PgnGame(
        PgnText text, Optional<String> fen, List<PgnMove> moves, Optional<SourceFault> fault,
        Optional<BoardEnd> boardEnd) {

    public PgnGame {
        moves = List.copyOf(moves);
    }

    /** The game's name for people, for example {@code game 7 (White – Black, Event 1951.??.??)}. */
    public String title() {
        return "game " + text.number() + " (" + tag("White") + " – " + tag("Black") + ", " + tag("Event") + " "
                + tag("Date")
                + ")";
    }

    private String tag(final String name) {
        final String value = text.tags().getOrDefault(name, "");
        return value.isBlank() ? "?" : value;
    }
}
