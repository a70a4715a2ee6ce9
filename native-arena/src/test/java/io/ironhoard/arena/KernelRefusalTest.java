package io.ironhoard.arena;

import io.ironhoard.arena.region.MappedRegion;
import io.ironhoard.arena.region.RegionMapper;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.arena.region.RegionSupplier;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A kernel that has no more address space for the process: a limit of 4 GiB, in a process of its own. */
final class KernelRefusalTest {
    private static final int ADDRESS_SPACE_KIB = 4 << 20;
    private static final RegionOptions REGIONS =
            RegionOptions.defaults().withBytes(256 << 20).withPages(false, false, false);

    @Test
    void shouldGoOnWithWhatItHasAndGrowAgainWhenTheKernelHasMemoryAgain() throws Exception {
        final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        final Process process = new ProcessBuilder(
                "sh", "-c", "ulimit -v " + ADDRESS_SPACE_KIB + " && exec \"$@\"", "sh", java,
                "-XX:+UseSerialGC", "-Xmx64m", "-XX:ReservedCodeCacheSize=32m", "-XX:CompressedClassSpaceSize=32m",
                "--enable-native-access=ALL-UNNAMED", "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Poor.class.getName())
                .redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).contains("refused true", "answers 0 true", "keeps its block true", "grew again true");
        assertThat(process.exitValue()).as(out).isZero();
    }

    /** The process that has little. */
    static final class Poor {
        private Poor() {}

        public static void main(final String[] args) {
            final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
            final RegionMapper mapper = RegionMapper.host();
            final ArenaOptions options = ArenaOptions.defaults()
                    .withRegions(REGIONS).withLimit(4, 1).withScratchBytes(0).withChecked(false);
            try (RegionSupplier supplier = RegionSupplier.start("regions");
                    NativeArena arena = NativeArena.create(options, supplier)) {
                arena.start();
                final Deque<MappedRegion> hog = new ArrayDeque<>();
                while (mapper.map(REGIONS).region().map(hog::add).orElse(false)) {
                    Thread.onSpinWait();
                }
                final int half = (int) (REGIONS.bytes() / 2);
                final long block = arena.allocate(half);
                Memory.putLong(block, 42);
                Arenas.await("a refusal", () -> arena.counters().mapFailures() > 1);
                out.println("refused " + arena.counters().mapFailures() + " times");
                out.println("refused " + (arena.counters().regions() == 1));
                out.println("answers 0 " + (arena.allocate(half) == 0 && !arena.isAtLimit()
                        && arena.counters().refusedWhileGrowing() == 1));
                hog.forEach(mapper::unmap);
                final long second = Arenas.allocate(arena, half);
                out.println("keeps its block " + (Memory.getLong(block) == 42));
                out.println("grew again " + (second != 0 && arena.counters().regions() == 2));
            }
        }
    }
}
