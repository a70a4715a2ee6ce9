package io.ironhoard.matchmaking.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SessionKeyTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeAKeyThatOnlyItsOwnerReadsAndKeepIt() throws IOException {
        final Path file = folder.resolve("keys").resolve("session.key");

        final byte[] key = SessionKey.readOrCreate(file);

        assertThat(key).hasSize(SessionKey.LENGTH_MIN).isNotEqualTo(new byte[SessionKey.LENGTH_MIN]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(SessionKey.readOrCreate(file)).isEqualTo(key);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldAgreeOnOneKeyWhereSeveralProcessesStartAtOnce() throws InterruptedException, ExecutionException {
        final Path file = folder.resolve("keys").resolve("session.key");
        final Callable<String> start = () -> HexFormat.of().formatHex(SessionKey.readOrCreate(file));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            final List<Future<String>> keys = threads.invokeAll(java.util.Collections.nCopies(8, start));
            final String first = keys.getFirst().get();
            for (final Future<String> key : keys) {
                assertThat(key.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void shouldRefuseAKeyOfAnOddLengthByItsFile() throws IOException {
        final Path tooShort = Files.write(folder.resolve("short.key"), new byte[31]);
        final Path tooLong = Files.write(folder.resolve("long.key"), new byte[SessionKey.LENGTH_MAX + 1]);

        assertThatThrownBy(() -> SessionKey.read(tooShort))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short.key")
                .hasMessageContaining("at least 32");
        assertThatThrownBy(() -> SessionKey.read(tooLong)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> SessionKey.read(folder.resolve("no.key"))).hasMessageContaining("is not a file");
    }
}
