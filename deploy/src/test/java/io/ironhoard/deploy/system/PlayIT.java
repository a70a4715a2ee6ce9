package io.ironhoard.deploy.system;

import io.ironhoard.deploy.IronHoard;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.v1.PlayResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Matches over gRPC through both processes and back, on one server that all of these tests share. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlayIT {
    private Path folder;
    private RunningServer server;

    // Of all tests together: each looks for what only it prints.
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    void startAServer(@TempDir final Path tests) {
        folder = tests;
        server = RunningServer.start(folder.resolve("data"), Map.of("ironhoard.shard.count", "2"));
    }

    @AfterAll
    void stopIt() {
        server.close();
    }

    @AfterEach
    void shouldHaveAccountedForEveryMove() {
        assertThat(server.status().reasons()).isEmpty();
    }

    @Test
    void shouldPlayTicTacToeToTheEndAndProveItByTheRecord() throws IOException {
        final String match;
        try (PlainPlayer ann = PlainPlayer.signIn(server.target(), "ann");
                PlainPlayer ben = PlainPlayer.signIn(server.target(), "ben")) {
            match = TicTacToeMatch.open(ann, ben);
            assertThat(ann.join(match, 0).getJoined().getPlayerIdsList()).containsExactly(
                    ann.playerId(), ben.playerId());
            ben.join(match, 1);

            assertThat(ben.move(4).getRejected().getProblem().getName()).isEqualTo("NOT_YOUR_TURN");
            final PlayResponse last = TicTacToeMatch.play(ann, ben, TicTacToeMatch.FIRST_SEAT_WINS);

            assertThat(last.getEvent().getEnded().getReasonName()).isEqualTo("THREE_IN_A_ROW");
            assertThat(last.getEvent().getEnded().getStandingsList()).extracting("placement").containsExactly(1, 2);
            assertThat(ben.indexes()).isSorted().doesNotHaveDuplicates();
        }
        final Path record = fetch(match);
        final String key = server.layout().recordPublicKey().toString();
        assertThat(run("verify", record.toString(), "--key", key)).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("5 moves");

        final byte[] bytes = Files.readAllBytes(record);
        bytes[bytes.length / 2] ^= 1;
        final Path flipped = folder.resolve("flipped.ihr");
        Files.write(flipped, bytes);
        assertThat(run("verify", flipped.toString(), "--key", key)).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void shouldPlayAMatchWhoseSeatsAreAtTwoGateways() throws IOException {
        final String match;
        try (RunningGateway gateway = RunningGateway.start(server, 1, Map.of());
                PlainPlayer cid = PlainPlayer.signIn(server.target(), "cid");
                PlainPlayer dan = PlainPlayer.signIn(gateway.target(), "dan")) {
            // The lobby is the first gateway's; the match is made for the player, whichever gateway plays it.
            try (PlainPlayer danInTheLobby = PlainPlayer.signIn(server.target(), "dan")) {
                assertThat(danInTheLobby.playerId()).isEqualTo(dan.playerId());
                match = TicTacToeMatch.open(cid, danInTheLobby);
            }
            cid.join(match, 0);
            dan.join(match, 1);

            final PlayResponse last = TicTacToeMatch.play(cid, dan, TicTacToeMatch.FIRST_SEAT_WINS);

            assertThat(last.getEvent().getEnded().getReasonName()).isEqualTo("THREE_IN_A_ROW");
            assertThat(server.status().reading().gateways()).hasSize(2)
                    .allSatisfy(process -> assertThat(process.book().accepted()).isPositive());
        }
        assertThat(run("verify", fetch(match).toString(), "--key", server.layout().recordPublicKey().toString()))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldSayThatThereIsNoRecordOfAMatchThatNobodyPlayed() {
        assertThat(
                run("record", "0".repeat(31) + "1", "--wait-seconds", "0", "--target", server.target().toString(), "-o",
                        folder.resolve("none.ihr").toString()))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString()).contains("no record of this match");
    }

    @Test
    void shouldLetANodeClientPlayWithNothingButTheProtoFiles() throws IOException {
        final NodeExample example = new NodeExample(folder.resolve("node"));
        assumeThat(example.missing()).as("node, npm and its registry are there").isEmpty();

        final NodeExample.Run played = example.run(server.target(), "tictactoe.mjs");

        assertThat(played.status()).as(played.text()).isZero();
        assertThat(played.text()).contains("THREE_IN_A_ROW");

        final Matcher match = Pattern.compile("of match ([0-9a-f]{32})").matcher(played.text());
        assertThat(match.find()).isTrue();
        final NodeExample.Run watched = example.run(server.target(), "spectate.mjs", match.group(1));
        assertThat(watched.status()).as(watched.text()).isZero();
        assertThat(watched.text()).contains("event 4: seat 0 move 02").contains("the match is over: THREE_IN_A_ROW");
    }

    /** The record is written a little after the match's end. */
    private Path fetch(final String match) {
        final Path file = folder.resolve(match + ".ihr");
        Await.until("the record of " + match, Duration.ofSeconds(30), () -> run(
                "record", match, "--target", server.target().toString(), "-o", file.toString()) == ExitCode.DONE
                        ? true
                        : null);
        return file;
    }

    private int run(final String... args) {
        return IronHoard.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(List.of(args).toArray(String[]::new));
    }
}
