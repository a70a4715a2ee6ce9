package io.ironhoard.perf.replay;

import io.ironhoard.perf.client.Credentials;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.Signing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a replay is asked to do. Immutable.
 *
 * @param files PGN files, plain or gzip, and records ({@code *.ihr}).
 * @param target where the server listens for players.
 * @param credentials how it is known.
 * @param publicKey the file of the key that records must be signed with.
 * @param speed moves a second over all games; 0 for as fast as the concurrency allows.
 * @param concurrency how many games at once, 1 to {@link #CONCURRENCY_MAX}.
 * @param gamesPerConnection how many of these share a connection; each takes a stream for each seat.
 * @param signing who signs the moves of games from PGN files.
 * @param records a folder for the record of each match.
 * @param knownIllegal a file of games that are known to hold an illegal move, see {@link KnownIllegal}.
 * @param rules a folder with jars of further rule sets, to check the moves of records with.
 */
public record ReplayOptions(
        List<Path> files,
        Target target,
        Credentials credentials,
        Path publicKey,
        double speed,
        int concurrency,
        int gamesPerConnection,
        Signing signing,
        Optional<Path> records,
        Optional<Path> knownIllegal,
        Optional<Path> rules) {

    /** The most games at once: each is a match, two streams and two sessions. */
    public static final int CONCURRENCY_MAX = 10_000;
    /** The most games on a connection. */
    public static final int GAMES_PER_CONNECTION_MAX = 1_000;

    public ReplayOptions {
        files = List.copyOf(files);
        require(!files.isEmpty(), "no file to replay");
        require(speed >= 0 && Double.isFinite(speed), "the speed is a number of moves a second, or max");
        require(concurrency >= 1 && concurrency <= CONCURRENCY_MAX, "the concurrency is 1 to " + CONCURRENCY_MAX);
        require(
                gamesPerConnection >= 1 && gamesPerConnection <= GAMES_PER_CONNECTION_MAX,
                "games per connection are 1 to " + GAMES_PER_CONNECTION_MAX);
        require(signing == Signing.SIGNING_GATEWAY || signing == Signing.SIGNING_PLAYER, "signing: gateway or player");
    }

    /**
     * The defaults: full speed, 64 games at once, 16 on a connection, signed by the gateway.
     *
     * @param files what to play.
     * @param target where the server listens for players.
     * @param publicKey the file of the key that records must be signed with.
     * @return the options.
     */
    public static ReplayOptions of(final List<Path> files, final Target target, final Path publicKey) {
        return new ReplayOptions(
                files,
                target,
                Credentials.none(),
                publicKey,
                0,
                64,
                16,
                Signing.SIGNING_GATEWAY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** How many connections that makes. */
    public int connections() {
        return (concurrency + gamesPerConnection - 1) / gamesPerConnection;
    }

    private static void require(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
