package io.ironhoard.deploy.system;

import io.grpc.StatusRuntimeException;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.system.PlayerCalls.Player;
import io.ironhoard.perf.client.Problems;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.v1.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is full refuses what is new, by its code, and what runs goes on. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class ExhaustionIT {
    private static final String RULES = "tic-tac-toe";
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    /** A match with 256 receipts a seat takes 33 KiB, and there is 1 MiB. */
    private static final Map<String, String> ONE_SMALL_REGION = Map.of(
            "ironhoard.arena.region.mib", "1",
            "ironhoard.arena.regions.max", "1",
            "ironhoard.moves.in.flight.max", "256",
            "ironhoard.lobby.per.player.max", "1000",
            "ironhoard.match.linger.ms", "100");

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseMatchesThatTheArenaHasNoRoomForAndGoOnWithTheOthers() {
        try (RunningServer server = RunningServer.start(folder.resolve("data"), ONE_SMALL_REGION);
                PlayerCalls players = new PlayerCalls(server.target())) {
            final Player ada = players.signIn("ada");
            final Player ben = players.signIn("ben");
            final Deque<String> matches = new ArrayDeque<>();
            assertThat(fill(players, ada, ben, matches)).isEqualTo(ResultCode.MATCHES_FULL.code());
            assertThat(matches).hasSizeBetween(10, 40);

            final int opened = matches.size();
            for (int times = 0; times < 2; times++) {
                assertThat(fill(players, ada, ben, matches)).isEqualTo(ResultCode.MATCHES_FULL.code());
                playToTheEnd(players, ada, ben, matches.removeFirst());
                Await.until("room for one more", WAIT_MAX, () -> {
                    fill(players, ada, ben, matches);
                    return matches.size() == opened ? true : null;
                });
            }
            matches.forEach(match -> playToTheEnd(players, ada, ben, match));
            Await.until("memory of which nothing is left in use", WAIT_MAX, () -> gauge(
                    server, ShardGauge.ARENA_USED_BYTES) == 0 ? true : null);
            assertThat(gauge(server, ShardGauge.ARENA_REGIONS)).isEqualTo(1);
            Await.until("refusals that are counted", WAIT_MAX, () -> gauge(
                    server, ShardGauge.ARENA_REFUSALS) >= 3 ? true : null);
            assertThat(server.status().json()).contains("\"arena_regions_max\":1,", "\"arena_mapped_bytes\":1048576,",
                    "\"arena_allocate_p99_ns\":");
            matches.clear();
            fill(players, ada, ben, matches);
            assertThat(matches).hasSize(opened);
        }
    }

    @Test
    void shouldRefuseToStartOnASharedMemoryThatIsFull() throws Exception {
        final Path small = Files.createDirectory(folder.resolve("shm"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()),
                "mounting needs a privilege");
        try (CommandProcess up = CommandProcess.start(
                folder, "up", "--data", folder.resolve("data").toString(), "--port", "0", "--set",
                "ironhoard.aeron.dir=" + small.resolve("aeron"), "--set", "ironhoard.ops.port=0")) {
            assertThat(up.awaitExit()).as(up.toString()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(up.err()).contains("bytes free, but", "ironhoard.ipc.term.bytes").doesNotContain("Exception");
        } finally {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    /** Opens matches until one is refused; the code. */
    private static int fill(
            final PlayerCalls players, final Player first, final Player second, final Deque<String> matches) {
        while (matches.size() < 1_000) {
            try {
                matches.addLast(players.startMatch(RULES, Signing.SIGNING_GATEWAY, first, second));
            } catch (final StatusRuntimeException e) {
                return Problems.find(e).orElseThrow(() -> e).getCode();
            }
        }
        throw new AssertionError("there seems to be room for any number of matches");
    }

    /** Every move is accepted; the first seat wins. */
    private static void playToTheEnd(
            final PlayerCalls players, final Player first, final Player second, final String match) {
        final PlayerCalls.Stream[] seats = {
            players.play(first).join(match, 0, 0, 1).joined(), players.play(second).join(match, 1, 0, 1).joined()
        };
        for (int turn = 0; turn < TicTacToeMatch.FIRST_SEAT_WINS.size(); turn++) {
            final int cell = TicTacToeMatch.FIRST_SEAT_WINS.get(turn);
            assertThat(seats[turn % 2].move(turn / 2 + 1, cell).accepted().getIndex()).isEqualTo(turn);
        }
        for (final PlayerCalls.Stream seat : seats) {
            seat.cancel();
        }
    }

    private static long gauge(final RunningServer server, final ShardGauge gauge) {
        return server.status().reading().dispatcher().orElseThrow().gauge(gauge.label());
    }

    private static boolean run(final String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
