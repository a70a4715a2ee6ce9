package io.ironhoard.perf.pgn;

import java.util.Optional;

/** How a game ended, by the four words that PGN has for it. */
public enum GameResult {
    /** White won. */
    WHITE_WINS("1-0"),
    /** Black won. */
    BLACK_WINS("0-1"),
    /** Nobody won. */
    DRAW("1/2-1/2"),
    /** The game goes on, was broken off, or nobody knows. */
    UNKNOWN("*");

    private final String text;

    GameResult(final String text) {
        this.text = text;
    }

    /** The word in a PGN file. */
    public String text() {
        return text;
    }

    /**
     * @param text a word from a file.
     * @return the result that it stands for, or empty where it is none.
     */
    public static Optional<GameResult> find(final String text) {
        return switch (text) {
            case "1-0" -> Optional.of(WHITE_WINS);
            case "0-1" -> Optional.of(BLACK_WINS);
            case "1/2-1/2", "1/2" -> Optional.of(DRAW);
            case "*" -> Optional.of(UNKNOWN);
            default -> Optional.empty();
        };
    }
}
