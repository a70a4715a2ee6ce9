package io.ironhoard.deploy.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironhoard.deploy.IronHoard;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.proto.counters.MoveBook;
import io.ironhoard.proto.status.ProcessReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Many players against one server, which these tests share; what they counted must be what its books say. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BotsIT {
    private static final long STOPPED_MS = 1_500;

    private Path folder;
    private RunningServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    void startAServer(@TempDir final Path temporary) {
        folder = temporary;
        server = RunningServer.start(folder.resolve("data"), Map.of("ironhoard.shard.count", "2"));
    }

    @AfterAll
    void stopIt() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"chess,gateway,2,40", "chess,player,2,40", "treasure-hunt,gateway,16,40", "treasure-hunt,player,2,40",
        "tic-tac-toe,player,2,40"})
    void shouldAgreeWithTheServersBooks(final String game, final String signing, final String size, final int players)
            throws IOException {
        final MoveBook.Reading before = book();
        final Path histogram = folder.resolve(game + signing + ".hlog");
        final JsonNode json = bots("--game", game, "--signing", signing, "--match-size", size, "--players",
                Integer.toString(players), "--rate", "2", "--seconds", "3", "--histogram", histogram.toString());

        assertThat(json.get("errors")).isEmpty();
        assertThat(json.get("players").asInt()).isEqualTo(players);
        assertThat(json.get("unanswered").asLong()).isZero();
        assertThat(json.get("accepted").asLong()).isGreaterThan(players);
        assertThat(json.get("skipped").asLong()).isZero();
        assertThat(json.get("submitted").asLong()).isEqualTo(json.get("accepted").asLong()
                + json.get("rejected").asLong() + json.get("overloaded").asLong());
        assertThat(json.get("matches_ended").asLong()).isEqualTo(json.get("matches").asLong()).isPositive();
        assertThat(json.get("reveals_verified")).isEqualTo(json.get("matches_ended"));
        assertThat(json.get("heads_verified").asLong()).isGreaterThanOrEqualTo(json.get("accepted").asLong());
        assertThat(json.get("latency_us").get("p50").asDouble()).isPositive();
        assertThat(Files.readString(histogram)).contains("Tag=answer", "Tag=delivery", "Tag=lateness");

        final MoveBook.Reading after = Await.until("the books are conserved", Duration.ofSeconds(10),
                () -> server.status().conserved() ? book() : null);
        assertThat(after.received() - before.received()).isEqualTo(json.get("submitted").asLong());
        assertThat(after.accepted() - before.accepted()).isEqualTo(json.get("accepted").asLong());
        assertThat(after.rejected() - before.rejected()).isEqualTo(json.get("rejected").asLong());
        assertThat(after.overloaded() - before.overloaded()).isEqualTo(json.get("overloaded").asLong());
        assertThat(after.inFlight()).isZero();
    }

    /** Longer than the cool-down of a step: one deed of the backlog is made at once, the others after one another. */
    @Test
    void shouldSendEveryMoveOfAHuntThatAStoppedDispatcherHeldUp() throws Exception {
        final Thread stopper = Thread.ofPlatform().daemon().start(this::stopTheDispatcherOnce);
        final JsonNode json = bots("--game", "treasure-hunt", "--match-size", "16", "--players", "32", "--rate", "2",
                "--seconds", "5");
        stopper.join();

        assertThat(json.get("errors")).isEmpty();
        assertThat(json.get("planned").asLong()).isEqualTo(32 * 2 * 5);
        assertThat(json.get("skipped").asLong()).isZero();
        assertThat(json.get("submitted")).isEqualTo(json.get("planned"));
        assertThat(json.get("unanswered").asLong()).isZero();
        assertThat(json.get("latency_us").get("p99").asDouble()).isGreaterThan(STOPPED_MS * 1_000 / 2.0);
    }

    private void stopTheDispatcherOnce() {
        final int before = err.getBuffer().length();
        Await.until("players play", Duration.ofSeconds(60),
                () -> err.getBuffer().indexOf("sent/s", before) >= 0 ? true : null);
        signal("-STOP");
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOPPED_MS);
        while (System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(untilNs - System.nanoTime());
        }
        signal("-CONT");
    }

    private void signal(final String signal) {
        try {
            final String pid = Long.toString(server.process("dispatcher").pid());
            assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor()).isZero();
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError("the dispatcher got no " + signal, e);
        }
    }

    @Test
    void shouldFailByNameWhereNoPlayerCanBeSeated() {
        final int status = run("bots", "--target", server.target().toString(), "--game", "chess", "--players", "3",
                "--rate", "1", "--seconds", "1");

        assertThat(status).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--players 3 cannot be seated");
    }

    @Test
    void shouldExitWithUnreachableWhereNoServerIs() throws IOException {
        final int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (CommandProcess bots = CommandProcess.start(folder, "bots", "--target", "127.0.0.1:" + nobody, "--game",
                "chess", "--players", "2", "--rate", "1", "--seconds", "1")) {
            assertThat(bots.awaitExit()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }

    @Test
    void shouldReportWhenItIsStopped() throws IOException {
        try (CommandProcess bots = CommandProcess.start(folder, "bots", "--target", server.target().toString(),
                "--json", "--game", "chess", "--players", "20", "--rate", "5", "--seconds", "300")) {
            Await.until("players play", Duration.ofSeconds(60), () -> bots.err().contains("sent/s") ? true : null);
            bots.terminate();
            final JsonNode json = new ObjectMapper().readTree(bots.awaitLine("{"));
            assertThat(bots.awaitExit()).isEqualTo(ExitCode.DONE);
            assertThat(json.get("interrupted").asBoolean()).isTrue();
            assertThat(json.get("errors")).isEmpty();
            assertThat(json.get("unanswered").asLong()).isZero();
            assertThat(json.get("accepted").asLong()).isPositive();
        }
    }

    private JsonNode bots(final String... options) throws IOException {
        final List<String> args = new ArrayList<>(List.of(
                "bots", "--json", "--target", server.target().toString()));
        args.addAll(List.of(options));
        assertThat(run(args.toArray(String[]::new))).as(out + "\n" + err).isEqualTo(ExitCode.DONE);
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(final String... args) {
        out.getBuffer().setLength(0);
        return IronHoard.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
    }

    /** The one gateway's. */
    private MoveBook.Reading book() {
        final List<ProcessReading> gateways = server.status().reading().gateways();
        assertThat(gateways).hasSize(1);
        return gateways.getFirst().book();
    }
}
