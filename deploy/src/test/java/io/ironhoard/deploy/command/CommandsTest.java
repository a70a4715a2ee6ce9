package io.ironhoard.deploy.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironhoard.deploy.IronHoard;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.instance.Json;
import io.ironhoard.proto.counters.CountersFile;
import io.ironhoard.proto.counters.GatewayGauge;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.counters.ShardGauge;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every command that needs no server. */
final class CommandsTest {
    private static final String START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldSuggestTheOptionThatWasMeant() {
        assertThat(run("up", "--shard", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--shard").contains("--shards").contains("ironhoard help up");
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        assertThat(run("statsu")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("statsu").contains("status");
    }

    @Test
    void shouldRefuseAnUnknownSettingByName() {
        assertThat(run("up", "--data", data(), "--set", "ironhoard.up.stop.timeout=3")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("ironhoard.up.stop.timeout.s");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldSayThatNothingRuns() {
        assertThat(run("status", "--data", data())).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run("down", "--data", data())).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("no server runs on " + data());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldPrintOneJsonObjectEvenWhereNothingRuns() throws IOException {
        assertThat(run("status", "--data", data(), "--json")).isEqualTo(ExitCode.UNREACHABLE);
        final JsonNode status = Json.MAPPER.readTree(out.toString());
        assertThat(status.path("dispatcher").path("running").asBoolean(true)).isFalse();
        assertThat(status.path("shards").isArray()).isTrue();
    }

    @Test
    void shouldFailWhereAnAnswerWasLost() throws IOException {
        final InstanceLayout layout = new InstanceLayout(folder.resolve("data"));
        try (CountersFile dispatcher =
                CountersFile.create(layout.dispatcherCounters(), 0, 1, ShardGauge.values().length);
                CountersFile gateway =
                        CountersFile.create(layout.matchmakingCounters(0), 0, 1, GatewayGauge.values().length)) {
            final MoveBook shard = dispatcher.book(0);
            final MoveBook gatewayBook = gateway.book(0);
            gatewayBook.received(1);
            gatewayBook.publish();
            gateway.add(0, GatewayGauge.SUBMITTED, 1);
            shard.received(1);
            shard.publish();
            shard.accepted(0);
            shard.publish();

            assertThat(run("status", "--data", data())).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(run("status", "--data", data(), "--json")).isEqualTo(ExitCode.CHECK_FAILED);
        }
        assertThat(out.toString()).contains("MOVES ARE NOT ACCOUNTED FOR", "answers were lost", "\"conserved\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chaos", "simulate", "fork", "journal", "backup", "restore", "check",
        "shards",
        "top", "drain", "migrate"})
    void shouldNameACommandThatThisBuildDoesNotHaveYet(final String name) {
        assertThat(run(name, "--anything", "at", "all")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("this build does not have '" + name + "' yet").doesNotContain("\tat ");
    }

    @Test
    void shouldNameTheWayToMatchesThatBotsDoNotHaveYet() {
        assertThat(bots("--via-tickets")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("this build does not have '--via-tickets' yet").doesNotContain("\tat ");
    }

    @Test
    void shouldNameTheFileThatBotsCannotWrite() {
        assertThat(bots("--game", "chess", "--histogram", data() + "/none/here.hlog")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("here.hlog").doesNotContain("\tat ");
    }

    @Test
    void shouldNameWhatBotsCanPlay() {
        assertThat(bots("--game", "checkers")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("checkers", "treasure-hunt, chess, tic-tac-toe");
    }

    @Test
    void shouldNameWhatIsWrongWithALoad() {
        assertThat(bots("--connections", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(bots("--match-size", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(bots("--signing", "nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(bots("--target", "nowhere")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--connections 0: 1 to", "--match-size 3: chess is for", "--signing",
                "--target: 'nowhere' is not HOST:PORT");
    }

    /** A load of chess players, and more options. */
    private int bots(final String... options) {
        final List<String> args = new ArrayList<>(
                List.of("bots", "--data", data(), "--players", "4", "--rate", "1", "--seconds", "1"));
        if (!List.of(options).contains("--game")) {
            args.addAll(List.of("--game", "chess"));
        }
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e2e", "concurrency", "matchmaker", "recovery"})
    void shouldNameAMeasurementThatThisBuildDoesNotHaveYet(final String name) {
        assertThat(run("bench", name, "--json", "--seconds", "5")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("this build does not have 'bench " + name + "' yet")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldNameWhatIsWrongWithAMeasurementOfAShard() {
        assertThat(run("bench", "shard", "--matches", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--runs", "1000")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--seconds", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--game", "go")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--durability", "journal")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--durability", "fsync")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--set", "ironhoard.no.such=1")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "shard", "--flame", data() + "/none/here.html")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--matches 0", "--runs 1000", "--seconds 0", "treasure-hunt, chess",
                "durability 'journal' is not in this build yet", "durability 'fsync' is not in this build yet",
                "ironhoard.no.such", "here.html cannot be written").doesNotContain("\tat ");
    }

    @Test
    void shouldMeasureTheArenas() throws IOException {
        assertThat(run("bench")).isEqualTo(ExitCode.USAGE);
        assertThat(run("bench", "arena", "--live", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("live blocks of 0").doesNotContain("\tat ");
        assertThat(run(
                "bench", "arena", "--json", "--operations", "20000", "--live", "1000", "--growth-regions", "1",
                "--growth-rate", "200000")).isEqualTo(ExitCode.DONE);
        final JsonNode report = Json.MAPPER.readTree(out.toString());
        assertThat(report.path("alloc_ns").path("p999").asLong()).isPositive();
        assertThat(report.path("corrupted").asInt(-1)).isZero();
    }

    @Test
    void shouldListOnlyWhatWorks() {
        assertThat(run("help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("up ", "down ", "status ", "rules ").doesNotContain("chaos", "migrate");
    }

    @Test
    void shouldExplainOneCommandAndItsParts() {
        assertThat(run("help", "rules", "perft")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("--divide");
        assertThat(run("help", "nothing")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldListEverySettingWithItsThreeSpellings() {
        assertThat(run("help", "settings")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("`ironhoard.shard.count` | `IRONHOARD_SHARD_COUNT`")
                .contains("ironhoard.up.stop.timeout.s");
    }

    @Test
    void shouldListTheRulesThatAreBuiltIn() throws IOException {
        assertThat(run("rules", "list", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(Json.MAPPER.readTree(out.toString()).path("rules").findValuesAsText("id")).contains(
                "chess", "tic-tac-toe");
    }

    @Test
    void shouldCountAPosition() throws IOException {
        assertThat(run("rules", "perft", START, "--depth", "3", "--json")).isEqualTo(ExitCode.DONE);
        assertThat(Json.MAPPER.readTree(out.toString()).path("nodes").asLong()).isEqualTo(8_902);
    }

    @Test
    void shouldFailWhereACountDiffersFromTheKnownOne() throws IOException {
        final Path file = folder.resolve("wrong.perft");
        Files.writeString(file, "id start\nepd " + START + "\nperft 1 20\nperft 2 401\n");

        assertThat(run("rules", "perft", file.toString(), "--json")).isEqualTo(ExitCode.CHECK_FAILED);

        final JsonNode report = Json.MAPPER.readTree(out.toString());
        assertThat(report.path("counts").asInt()).isEqualTo(2);
        assertThat(report.path("mismatches").path(0).path("expected").asLong()).isEqualTo(401);
        assertThat(report.path("mismatches").path(0).path("actual").asLong()).isEqualTo(400);
    }

    @Test
    void shouldSayWhatIsWrongWithAPosition() {
        assertThat(run("rules", "perft", "not a position at all")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("ironhoard: ").doesNotContain("\tat ");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private int run(final String... args) {
        return IronHoard.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
