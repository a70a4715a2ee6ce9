package io.ironhoard.deploy.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RunningUpTest {
    /** Some word of this JVM's own command line. */
    private static final String WORD = "java";

    @TempDir
    private Path folder;

    @Test
    void shouldRecogniseTheProcessThatWroteIt() throws IOException {
        final Path file = folder.resolve("up.json");
        final RunningUp written = RunningUp.ofThisProcess(
                WORD, folder, "127.0.0.1:7400", "127.0.0.1:7402", Map.of("dispatcher", 17L));
        written.write(file);

        final RunningUp read = RunningUp.read(file).orElseThrow();

        assertThat(read).isEqualTo(written);
        assertThat(read.process()).contains(ProcessHandle.current());
    }

    @Test
    void shouldNotTakeAnotherProcessForTheOneThatWroteIt() {
        final RunningUp mine = RunningUp.ofThisProcess(WORD, folder, "", "", Map.of());

        final RunningUp earlier = new RunningUp(
                mine.pid(), mine.startedAtMs() - 60_000, WORD, mine.data(), "", "", Map.of());
        final RunningUp another = new RunningUp(
                mine.pid(), mine.startedAtMs(), "some.other.Program", mine.data(), "", "", Map.of());
        final RunningUp gone = new RunningUp(
                Long.MAX_VALUE, mine.startedAtMs(), WORD, mine.data(), "", "", Map.of());

        assertThat(earlier.process()).isEmpty();
        assertThat(another.process()).isEmpty();
        assertThat(gone.process()).isEmpty();
    }

    @Test
    void shouldTellAMissingDescriptionFromABrokenOne() throws IOException {
        final Path file = folder.resolve("up.json");
        assertThat(RunningUp.read(file)).isEmpty();

        Files.writeString(file, "{\"pid\":");

        assertThatThrownBy(() -> RunningUp.read(file)).isInstanceOf(IOException.class).hasMessageContaining("up.json");
    }

    @Test
    void shouldGiveAFolderToOneSupervisorAtATime() throws IOException {
        final Path file = folder.resolve("up.lock");
        assertThat(InstanceLock.isTaken(file)).isFalse();

        final Optional<InstanceLock> first = InstanceLock.take(file);
        assertThat(InstanceLock.take(file)).isEmpty();
        assertThat(InstanceLock.isTaken(file)).isTrue();
        first.orElseThrow().close();

        assertThat(InstanceLock.isTaken(file)).isFalse();
    }
}
