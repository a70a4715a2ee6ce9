package io.ironhoard.perf.bench.shard;

/** What is played. */
public enum BenchGame {
    /** Explorers' steps. */
    TREASURE_HUNT("treasure-hunt", PreparedMoves.COUNT_MAX),
    /** Random legal games. */
    CHESS("chess", 2_000_000);

    private static final int FEW_MATCHES = 4;
    private static final int SEATS_OF_FEW = 16;
    private static final int SEATS = 2;

    private final String id;
    private final int runMovesMax;

    BenchGame(final String id, final int runMovesMax) {
        this.id = id;
        this.runMovesMax = runMovesMax;
    }

    /** The rule set's id. */
    public String id() {
        return id;
    }

    /** The most moves of a run: they are prepared in memory, and so are their matches. */
    public int runMovesMax() {
        return runMovesMax;
    }

    /**
     * How many matches a shard must have room for.
     *
     * @param lanes how many are moved at the same time.
     * @param moves of a run.
     * @param runs how many there are.
     * @return how many are opened at most.
     */
    long matchesNeeded(final int lanes, final long moves, final int runs) {
        final int length = this == CHESS ? ChessScript.PLIES : HuntScript.MOVES;
        final long rounds = (runs * moves + lanes - 1) / lanes;
        return lanes * (1 + rounds / length);
    }

    /** The moves, where so many matches are moved at the same time: a seat alone may not make more than a million a second. */
    Script script(final int lanes, final long seed) {
        return this == CHESS
                ? new ChessScript(seed)
                : new HuntScript(lanes <= FEW_MATCHES ? SEATS_OF_FEW : SEATS);
    }
}
