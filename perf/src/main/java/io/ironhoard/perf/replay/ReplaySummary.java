package io.ironhoard.perf.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a replay found. Lists end after {@link #LIST_MAX} entries; the counts do not.
 *
 * @param games read from the sources.
 * @param gamesOk played as their source and the rules say.
 * @param gamesFailed not.
 * @param moves of the sources that were submitted.
 * @param movesAccepted of these.
 * @param movesRejected of these, for good.
 * @param illegalInSource games whose source holds a move that makes no sense.
 * @param recordsVerified records that hold and say what the players saw.
 * @param retries submissions sent again because the server had asked for it.
 * @param seconds from the first game to the last record.
 * @param latency from a move's intended time to its receipt.
 * @param illegalGames each of {@code illegalInSource}.
 * @param endedEarly games that the board ended before their source did.
 * @param truncated games whose source breaks off.
 * @param leftOut what of records was not replayed.
 * @param notes oddities that did no harm.
 * @param failures each failed game, and each file that could not be read to its end.
 */
public record ReplaySummary(
        long games,
        long gamesOk,
        long gamesFailed,
        long moves,
        long movesAccepted,
        long movesRejected,
        long illegalInSource,
        long recordsVerified,
        long retries,
        double seconds,
        LatencyUs latency,
        List<IllegalGame> illegalGames,
        List<Entry> endedEarly,
        List<Entry> truncated,
        List<Entry> leftOut,
        List<Entry> notes,
        List<Entry> failures) {

    /** The longest list. */
    public static final int LIST_MAX = 10_000;

    /**
     * Latencies in microseconds.
     *
     * @param p50 the median.
     * @param p99 the 99th percentile.
     * @param p999 the 99.9th percentile.
     * @param max the longest.
     */
    public record LatencyUs(double p50, double p99, double p999, double max) {}

    /**
     * Something about a game.
     *
     * @param file its source.
     * @param game its place there, from 1; 0 for the file itself.
     * @param title its name.
     * @param ply which half-move, from 1; 0 where it is about none.
     * @param reason a sentence for people.
     */
    public record Entry(String file, int game, String title, int ply, String reason) {
        @Override
        public String toString() {
            return file + (game == 0 ? "" : ", " + title) + (ply == 0 ? "" : ", ply " + ply) + ": " + reason;
        }
    }

    /**
     * A game whose source holds a move that makes no sense.
     *
     * @param entry which, and why.
     * @param line of the file.
     * @param move as written.
     * @param kind one word: ILLEGAL, AMBIGUOUS, UNREADABLE, CONTRADICTED, TOO_LONG or START_POSITION.
     * @param known the list of known ones has it.
     * @param submitted the server was asked, and refused it.
     */
    public record IllegalGame(Entry entry, int line, String move, String kind, boolean known, boolean submitted) {}

    /** Whether everything was as it must be. */
    public boolean ok() {
        return gamesFailed == 0 && failures.isEmpty() && games > 0;
    }

    /** The summary as {@code replay --json} prints it. */
    public ObjectNode toJson() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("games", games)
                .put("games_ok", gamesOk)
                .put("games_failed", gamesFailed)
                .put("moves", moves)
                .put("moves_accepted", movesAccepted)
                .put("moves_rejected", movesRejected)
                .put("illegal_in_source", illegalInSource)
                .put("records_verified", recordsVerified)
                .put("retries", retries)
                .put("seconds", seconds)
                .put("moves_per_s", movesPerSecond());
        json.putObject("latency_us")
                .put("p50", latency.p50())
                .put("p99", latency.p99())
                .put("p999", latency.p999())
                .put("max", latency.max());
        final ArrayNode illegal = json.putArray("illegal_in_source_games");
        for (final IllegalGame game : illegalGames) {
            add(illegal, game.entry())
                    .put("line", game.line())
                    .put("move", game.move())
                    .put("kind", game.kind())
                    .put("known", game.known())
                    .put("submitted", game.submitted());
        }
        list(json, "ended_early", endedEarly);
        list(json, "truncated", truncated);
        list(json, "left_out", leftOut);
        list(json, "notes", notes);
        list(json, "failures", failures);
        return json;
    }

    /** Moves accepted a second, over the whole time. */
    public double movesPerSecond() {
        return seconds == 0 ? 0 : Math.round(movesAccepted / seconds * 10) / 10.0;
    }

    private static void list(final ObjectNode json, final String name, final List<Entry> entries) {
        final ArrayNode array = json.putArray(name);
        entries.forEach(entry -> add(array, entry));
    }

    private static ObjectNode add(final ArrayNode array, final Entry entry) {
        return array.addObject()
                .put("file", entry.file())
                .put("game", entry.game())
                .put("title", entry.title())
                .put("ply", entry.ply())
                .put("reason", entry.reason());
    }
}
