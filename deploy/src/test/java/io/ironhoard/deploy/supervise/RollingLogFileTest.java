package io.ironhoard.deploy.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class RollingLogFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepTwoFilesOfBoundedSizeAndTheNewestLines() throws IOException {
        final Path file = folder.resolve("ironhoard.log");
        try (RollingLogFile log = new RollingLogFile(file, 100)) {
            for (int i = 0; i < 50; i++) {
                log.line("dispatcher", "line " + i);
            }
        }

        assertThat(Files.size(file)).isBetween(1L, 100L);
        assertThat(Files.size(folder.resolve("ironhoard.log.1"))).isBetween(1L, 100L);
        assertThat(folder).isDirectoryNotContaining("glob:**.2");
        assertThat(Files.readAllLines(file)).last().isEqualTo("dispatcher  | line 49");
    }

    @Test
    void shouldGoOnBehindWhatAnEarlierRunWrote() throws IOException {
        final Path file = folder.resolve("ironhoard.log");
        try (RollingLogFile log = new RollingLogFile(file, 1_000)) {
            log.line("matchmaking", "first run");
        }
        try (RollingLogFile log = new RollingLogFile(file, 1_000)) {
            log.line("matchmaking", "second run");
        }

        assertThat(Files.readAllLines(file)).containsExactly("matchmaking | first run", "matchmaking | second run");
    }
}
