package io.ironhoard.perf.bench.shard;

import io.ironhoard.proto.instance.InstanceLayout;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is measured, and how.
 *
 * @param load what is played.
 * @param hash whose functions the shard computes with, {@code native} or {@code jdk}, for the report.
 * @param durability for the report.
 * @param profile how the processes share the machine, for the report.
 * @param core where the measuring thread is pinned to; empty for nowhere.
 * @param layout the temporary instance of the processes.
 * @param dispatcher the command of the dispatcher.
 * @param echo the command of {@link EchoMain}, without its argument.
 */
public record ShardBenchOptions(
        Load load,
        String hash,
        String durability,
        String profile,
        OptionalInt core,
        InstanceLayout layout,
        List<String> dispatcher,
        List<String> echo) {
    /** The most matches that can be open in a shard. */
    public static final int MATCHES_MAX = 1_000_000;
    /** The most runs. */
    public static final int RUNS_MAX = 25;
    /** The longest run, in seconds. */
    public static final double SECONDS_MAX = 60;

    /** Runs that warm up, those with a profiler, and those at fixed rates: none has more moves than a measured one may have. */
    private static final int OTHER_RUNS = 13;

    /**
     * What is played.
     *
     * @param game the rule set.
     * @param matches how many matches are moved at the same time.
     * @param moves of each run; 0 for as many as fill {@code seconds}.
     * @param seconds how long a run shall take, about.
     * @param runs how many runs, of which the medians are reported.
     */
    public record Load(BenchGame game, int matches, int moves, double seconds, int runs) {
        /** @throws IllegalArgumentException naming what is out of range. */
        public Load {
            require("matches", matches, 1, MATCHES_MAX);
            require("moves", moves, 0, game.runMovesMax());
            require("runs", runs, 1, RUNS_MAX);
            if (!(seconds > 0 && seconds <= SECONDS_MAX)) {
                throw new IllegalArgumentException("--seconds " + seconds + " is outside 0.." + SECONDS_MAX);
            }
            if (matchesNeeded(game, matches, runs, moves) > MATCHES_MAX) {
                throw new IllegalArgumentException(
                        "so many moves of " + game.id() + " need more than " + MATCHES_MAX + " matches");
            }
        }

        /** How many matches the shard must have room for. */
        public int matchesNeeded() {
            return (int) matchesNeeded(game, matches, runs, moves);
        }

        private static long matchesNeeded(
                final BenchGame game, final int matches, final int runs, final int moves) {
            final int each = moves == 0 ? game.runMovesMax() : moves;
            return game.matchesNeeded(matches, each, runs + OTHER_RUNS);
        }

        private static void require(final String name, final int value, final int min, final int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException("--" + name + " " + value + " is outside " + min + ".." + max);
            }
        }
    }

    /** Keeps copies of the commands. */
    public ShardBenchOptions {
        dispatcher = List.copyOf(dispatcher);
        echo = List.copyOf(echo);
    }
}
