package io.ironhoard.arena.os;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CoreClaimsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHoldCoresUntilTheyAreClosed() {
        final Path run = folder.resolve("run");
        try (CoreClaims first = CoreClaims.take(run, CoreMap.parse("0,2"))) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> CoreClaims.take(run, CoreMap.parse("1-2")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("core 2 is held by process " + ProcessHandle.current().pid());
            // All or none: the refused claim kept nothing of what it had.
            CoreClaims.take(run, CoreMap.parse("1")).close();
        }
        CoreClaims.take(run, CoreMap.parse("0-2")).close();
    }

    @Test
    void shouldNotWriteThroughALinkOfSomebodyElse() throws IOException {
        final Path victim = Files.writeString(folder.resolve("victim"), "precious");
        final Path run = Files.createDirectory(folder.resolve("run"));
        Files.createSymbolicLink(run.resolve("core-1.lock"), victim);
        Files.createSymbolicLink(folder.resolve("link"), run);

        assertThatThrownBy(() -> CoreClaims.take(run, CoreMap.parse("1"))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> CoreClaims.take(folder.resolve("link"), CoreMap.parse("2")))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("is not a folder of the user");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void shouldRefuseACoreThatAnotherProcessHolds() throws Exception {
        final Process holder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> CoreClaims.take(folder, CoreMap.parse("3")))
                    .hasMessageStartingWith("core 3 is held by process " + holder.pid());
            CoreClaims.take(folder, CoreMap.parse("0")).close();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        CoreClaims.take(folder, CoreMap.parse("3")).close();
    }

    /** Another process of ours. */
    static final class Holder {
        private Holder() {}

        public static void main(final String[] args) throws IOException {
            try (CoreClaims claims = CoreClaims.take(Path.of(args[0]), CoreMap.parse("3"))) {
                new PrintStream(new FileOutputStream(FileDescriptor.out), true)
                        .println(claims == null ? "" : "held");
                System.in.read();
            }
        }
    }
}
