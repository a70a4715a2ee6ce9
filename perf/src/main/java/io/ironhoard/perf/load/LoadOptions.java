package io.ironhoard.perf.load;

import io.ironhoard.perf.bot.BotKind;
import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What load to make.
 *
 * @param target the server.
 * @param credentials how it is known.
 * @param game what is played.
 * @param players how many.
 * @param rate moves a second of each player.
 * @param seconds for how long.
 * @param drainSeconds how long answers and ends may take after the last planned move.
 * @param matchSize players of a match; 0 takes the fewest that the game allows.
 * @param signing who signs the moves.
 * @param connections how many connections the players share.
 * @param seed for the order of players and the choice of moves.
 * @param histogram where the interval log goes.
 * @param serverPids the server's processes by name, where they are known and run on this machine.
 */
public record LoadOptions(
        Target target,
        Credentials credentials,
        BotKind game,
        int players,
        double rate,
        double seconds,
        double drainSeconds,
        int matchSize,
        Signing signing,
        int connections,
        long seed,
        Optional<Path> histogram,
        Map<String, Long> serverPids) {
    /** The most players of one generator. */
    public static final int PLAYERS_MAX = 50_000;
    /** The most moves a second of one player. */
    public static final double RATE_MAX = 1_000;
    /** The longest run in seconds. */
    public static final double SECONDS_MAX = 86_400;
    /** The longest wait for answers and ends, in seconds. */
    public static final double DRAIN_SECONDS_MAX = 3_600;
    /** The most connections. */
    public static final int CONNECTIONS_MAX = 4_096;
    /** The most players that share a connection: servers take 2,048 calls on one, and new calls come before old ones have ended. */
    public static final int PLAYERS_PER_CONNECTION_MAX = 2_000;

    /**
     * Check.
     *
     * @throws IllegalArgumentException naming the option and what is allowed.
     */
    public LoadOptions {
        require(players >= 1 && players <= PLAYERS_MAX, "--players " + players + ": 1 to " + PLAYERS_MAX);
        require(rate > 0 && rate <= RATE_MAX, "--rate " + rate + ": above 0, up to " + RATE_MAX);
        require(seconds > 0 && seconds <= SECONDS_MAX, "--seconds " + seconds + ": above 0, up to " + SECONDS_MAX);
        require(
                drainSeconds >= 0 && drainSeconds <= DRAIN_SECONDS_MAX,
                "--drain-seconds " + drainSeconds + ": 0 to " + DRAIN_SECONDS_MAX);
        require(
                connections >= 1 && connections <= CONNECTIONS_MAX,
                "--connections " + connections + ": 1 to " + CONNECTIONS_MAX);
        require(
                players <= (long) connections * PLAYERS_PER_CONNECTION_MAX,
                "--connections " + connections + ": " + players + " players need at least "
                        + (players + PLAYERS_PER_CONNECTION_MAX - 1) / PLAYERS_PER_CONNECTION_MAX);
        serverPids = Map.copyOf(serverPids);
    }

    private static void require(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
