package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironhoard.deploy.IronHoard;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.proto.record.RecordKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Games from files, played over gRPC through both processes, on one server that all of these tests share. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplayIT {
    private static final int GAMES = 10;

    private Path folder;
    private RunningServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String games;

    @BeforeAll
    void startAServer(@TempDir final Path temporary) {
        folder = temporary;
        server = RunningServer.start(folder.resolve("data"), Map.of("ironhoard.shard.count", "2"));
    }

    @AfterAll
    void stopIt() {
        server.close();
    }

    @BeforeEach
    void readTheGames() throws IOException {
        try (InputStream in = ReplayIT.class.getResourceAsStream("games.pgn")) {
            games = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @AfterEach
    void shouldHaveAccountedForEveryMove() {
        assertThat(server.status().reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "player"})
    void shouldPlayGamesOfEveryEndAndVerifyTheirRecords(final String signer) throws IOException {
        final Path records = folder.resolve("records-" + signer);
        final JsonNode json = replay(ExitCode.DONE, file("all.pgn", games), "--signing", signer, "--records",
                records.toString());

        assertThat(json.get("games").asInt()).isEqualTo(GAMES);
        assertThat(json.get("games_ok").asInt()).isEqualTo(GAMES);
        assertThat(json.get("records_verified").asInt()).isEqualTo(GAMES);
        assertThat(json.get("moves_accepted").asInt()).isEqualTo(json.get("moves").asInt()).isPositive();
        assertThat(json.get("moves_rejected").asInt()).isZero();
        assertThat(json.get("illegal_in_source").asInt()).isZero();
        assertThat(json.get("ended_early").findValuesAsText("game")).containsExactly("8", "9");
        assertThat(json.get("failures")).isEmpty();
        assertThat(run(with(recordsIn(records), "verify", "--key", key()))).as(err.toString()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void shouldPlayRecordsAgain() throws IOException {
        final Path records = folder.resolve("records-again");
        replay(ExitCode.DONE, file("again.pgn", games), "--records", records.toString());
        final List<String> files = recordsIn(records);
        final JsonNode json = json(ExitCode.DONE, with(files, "replay", "--json", "--target",
                server.target().toString(), "--key", key()));

        assertThat(json.get("games_ok").asInt()).isEqualTo(GAMES);
        assertThat(json.get("left_out").findValuesAsText("reason")).singleElement().asString().contains("ABANDONMENT");
    }

    @Test
    void shouldNameGameAndPlyOfAFlippedMove() throws IOException {
        final Path flipped = file("flipped.pgn", games.replace("5. d3 Bd7", "5. d3 Bb7"));
        final JsonNode json = replay(ExitCode.CHECK_FAILED, flipped);

        assertThat(json.get("games_ok").asInt()).isEqualTo(GAMES - 1);
        assertThat(json.get("illegal_in_source").asInt()).isEqualTo(1);
        assertThat(json.get("moves_rejected").asInt()).isEqualTo(1);
        assertThat(json.get("failures")).hasSize(1);
        assertThat(json.get("failures").get(0).get("game").asInt()).isEqualTo(2);
        assertThat(json.get("failures").get(0).get("ply").asInt()).isEqualTo(10);

        final Path known = Files.writeString(folder.resolve("known"), "2 10\n");
        assertThat(replay(ExitCode.DONE, flipped, "--known-illegal", known.toString()).get("illegal_in_source").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldFailWhereTheBoardContradictsTheSourcesResult() throws IOException {
        final Path other = file("other.pgn", games.replaceFirst("Qh4# 0-1", "Qh4# 1-0"));
        final JsonNode json = replay(ExitCode.CHECK_FAILED, other);

        assertThat(json.get("failures").get(0).get("game").asInt()).isEqualTo(1);
        assertThat(json.get("failures").get(0).get("reason").asText()).contains("CHECKMATE");
    }

    @Test
    void shouldFailWhereARecordIsNotSignedWithTheKeyFromOutside() throws IOException {
        final Path foreign = folder.resolve("foreign.pub");
        RecordKeys.loadOrCreate(folder.resolve("foreign.key"), foreign);
        final JsonNode json = json(ExitCode.CHECK_FAILED, "replay", "--json", "--target", server.target().toString(),
                "--key", foreign.toString(), file("foreign.pgn", games).toString());

        assertThat(json.get("records_verified").asInt()).isZero();
        assertThat(json.get("games_failed").asInt()).isEqualTo(GAMES);
        assertThat(json.get("failures").get(0).get("reason").asText()).contains("signature");
    }

    @Test
    void shouldPaceMovesOnRequest() throws IOException {
        final JsonNode json = replay(ExitCode.DONE, file("paced.pgn", games), "--speed", "200");

        assertThat(json.get("games_ok").asInt()).isEqualTo(GAMES);
    }

    private JsonNode replay(final int status, final Path file, final String... options) throws IOException {
        return json(status, with(List.of(options), "replay", file.toString(), "--json", "--target",
                server.target().toString(), "--key", key()));
    }

    private JsonNode json(final int status, final String... args) throws IOException {
        assertThat(run(args)).as(out + "\n" + err).isEqualTo(status);
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(final String... args) {
        out.getBuffer().setLength(0);
        return IronHoard.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static String[] with(final List<String> more, final String... args) {
        final List<String> all = new ArrayList<>(List.of(args));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    private Path file(final String name, final String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String key() {
        return server.layout().recordPublicKey().toString();
    }

    private static List<String> recordsIn(final Path records) throws IOException {
        try (Stream<Path> files = Files.list(records)) {
            final List<String> names = files.map(Path::toString).sorted().toList();
            assertThat(names).hasSize(GAMES);
            return names;
        }
    }
}
