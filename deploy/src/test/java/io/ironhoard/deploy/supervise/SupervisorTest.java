package io.ironhoard.deploy.supervise;

import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.launch.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SupervisorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<List<SupervisorObserver.ReadyChild>> ready = new CompletableFuture<>();

    @Test
    void shouldStartInOrderAndStopInTheOppositeOrder() throws Exception {
        final Supervisor supervisor = supervisor(LONG, LONG, "serve first", "serve second");
        final CompletableFuture<Outcome> outcome = run(supervisor);
        assertThat(ready.get(30, TimeUnit.SECONDS)).extracting(SupervisorObserver.ReadyChild::json)
                .containsExactly("{\"name\":\"first\"}", "{\"name\":\"second\"}");

        supervisor.requestStop();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome(ExitCode.DONE, ""));
        assertThat(diary()).containsExactly("start first", "start second", "stop second", "stop first");
        assertThat(lines).containsExactly(
                "first: about to be ready", "second: about to be ready", "second: good bye", "first: good bye");
        assertThat(said).isEmpty();
    }

    @Test
    void shouldRepeatTheSentenceOfAChildThatRefusesItsSettings() throws Exception {
        final Outcome outcome = supervisor(LONG, LONG, "serve first", "refuse second").run();

        assertThat(outcome.status()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.sentence()).startsWith("ironhoard.shard.count = '0' is not allowed");
        assertThat(diary()).containsExactly("start first", "start second", "stop first");
        assertThat(ready).isNotDone();
    }

    @Test
    void shouldSayWhyAChildWasNeverReadyWithoutItsStackTrace() throws Exception {
        final Outcome outcome = supervisor(LONG, LONG, "fail first", "serve second").run();

        assertThat(outcome.status()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(outcome.sentence()).isEqualTo(
                "first stopped before it was ready (exit status 3): the shared memory is too small");
        assertThat(diary()).containsExactly("start first");
    }

    @Test
    void shouldGiveUpAChildThatDoesNotBecomeReady() throws Exception {
        final Outcome outcome = supervisor(SHORT, LONG, "hang first").run();

        assertThat(outcome.status()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(outcome.sentence()).startsWith("first was not ready within 0 s");
    }

    @Test
    void shouldStopTheOthersAndSayWhichChildDied() throws Exception {
        final Outcome outcome = supervisor(LONG, LONG, "serve first", "die second").run();

        assertThat(outcome.status()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(outcome.sentence()).startsWith("second (pid ").contains("exit status 70",
                "a shard's invariant is broken");
        assertThat(diary()).containsExactly("start first", "start second", "stop first");
    }

    @Test
    void shouldKillAChildThatDoesNotStopAndSaySo() throws Exception {
        final Supervisor supervisor = supervisor(LONG, SHORT, "serve first", "deaf second");
        final CompletableFuture<Outcome> outcome = run(supervisor);
        final List<SupervisorObserver.ReadyChild> children = ready.get(30, TimeUnit.SECONDS);

        supervisor.requestStop();

        assertThat(outcome.get(30, TimeUnit.SECONDS).status()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(said).singleElement().asString().startsWith("second").contains("is killed");
        assertThat(diary()).contains("stop first");
        assertThat(children).allSatisfy(child -> assertThat(
                ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty());
    }

    @Test
    void shouldKeepTheChildrenFromHearingCtrlC() throws Exception {
        final Supervisor supervisor = supervisor(LONG, LONG, "serve first");
        final CompletableFuture<Outcome> outcome = run(supervisor);
        final long pid = ready.get(30, TimeUnit.SECONDS).getFirst().pid();

        // A terminal sends SIGINT (bit 1) and SIGHUP (bit 0) to the whole group; only the supervisor is to hear them.
        final String ignored = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst().orElseThrow();
        supervisor.requestStop();

        assertThat(Long.parseUnsignedLong(ignored, 16) & 0b11).isEqualTo(0b11);
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome(ExitCode.DONE, ""));
    }

    @Test
    void shouldSayThatAProgramCannotBeStarted() throws Exception {
        final ChildSpec missing = new ChildSpec("first", List.of(folder.resolve("no-such-program").toString()), folder);

        final Outcome outcome = supervisor(LONG, LONG, List.of(missing)).run();

        assertThat(outcome.status()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(outcome.sentence()).startsWith("first cannot be started: ");
    }

    private Supervisor supervisor(final Duration start, final Duration stop, final String... children) {
        return supervisor(start, stop, Stream.of(children).map(this::spec).toList());
    }

    private Supervisor supervisor(final Duration start, final Duration stop, final List<ChildSpec> specs) {
        final SupervisorObserver observer = new SupervisorObserver() {
            @Override
            public void ready(final List<ReadyChild> children) {
                ready.complete(children);
            }

            @Override
            public void said(final String sentence) {
                said.add(sentence);
            }
        };
        return new Supervisor(specs, new SupervisorLimits(start, stop),
                (source, text) -> lines.add(source + ": " + text), observer);
    }

    private ChildSpec spec(final String behaviourAndName) {
        final String[] parts = behaviourAndName.split(" ");
        return new ChildSpec(parts[1], new JvmCommand(FakeServer.class.getName()).flags("-XX:TieredStopAtLevel=1")
                .asChild(parts[0], parts[1], folder.resolve("diary").toString()), folder);
    }

    private static CompletableFuture<Outcome> run(final Supervisor supervisor) {
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                outcome.complete(supervisor.run());
            } catch (final InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private List<String> diary() throws IOException {
        return Files.readAllLines(folder.resolve("diary"));
    }
}
