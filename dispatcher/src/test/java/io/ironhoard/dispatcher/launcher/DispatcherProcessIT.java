package io.ironhoard.dispatcher.launcher;

import io.ironhoard.arena.os.CoreAffinity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The dispatcher as operators meet it: signals, exit statuses, and what it prints. */
@Timeout(180)
final class DispatcherProcessIT {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    @TempDir
    private Path folder;

    @Test
    void shouldStopOnSigtermWithStatus0AndLeaveNoSharedMemory() throws Exception {
        try (DispatcherProcess process = new DispatcherProcess(folder)) {
            assertThat(process.awaitReady()).contains("\"pid\":" + process.pid()).contains("\"epochs\":[1]");
            assertThat(process.log()).containsOnlyOnce("shard 0 has its memory; huge pages: ")
                    .contains("pre-faulted: ", "locked: not asked", "NUMA-bound: not asked");
            process.terminate();
            assertThat(process.awaitExit()).as(process.log()).isZero();
        }
        assertThat(folder.resolve("aeron")).doesNotExist();
    }

    @Test
    void shouldStartAgainAtOnceAfterItWasKilled() throws Exception {
        try (DispatcherProcess killed = new DispatcherProcess(folder)) {
            killed.awaitReady();
            killed.kill();
        }
        assertThat(folder.resolve("aeron")).exists();
        try (DispatcherProcess next = new DispatcherProcess(folder)) {
            assertThat(next.awaitReady()).contains("\"epochs\":[2]");
        }
    }

    @Test
    void shouldRefuseASecondProcessWithStatus3AndNameTheFirst() throws Exception {
        try (DispatcherProcess first = new DispatcherProcess(folder)) {
            first.awaitReady();
            try (DispatcherProcess sameData = new DispatcherProcess(folder);
                    DispatcherProcess sameDriver = new DispatcherProcess(
                            folder, "ironhoard.data.dir", folder.resolve("other").toString())) {
                assertThat(sameData.awaitExit()).isEqualTo(3);
                assertThat(sameDriver.awaitExit()).isEqualTo(3);
                assertThat(sameData.log()).contains("already running", "pid " + first.pid());
                assertThat(sameDriver.log()).contains("already running", "pid " + first.pid());
            }
            first.terminate();
            assertThat(first.awaitExit()).isZero();
        }
    }

    @Test
    void shouldRefuseACoreThatALivingProcessHoldsAndTakeOverThatOfADeadOne() throws Exception {
        assumeTrue(CoreAffinity.host().isPresent(), "this system cannot pin threads");
        final String core = Integer.toString(CoreAffinity.host().orElseThrow().allowed().nextSetBit(0));
        try (DispatcherProcess holder = dedicated(List.of(), "first", core)) {
            holder.awaitReady();
            try (DispatcherProcess refused = dedicated(List.of(), "second", core)) {
                assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(2);
                assertThat(refused.log()).contains("ironhoard.shard.cores = '" + core + "'",
                        "core " + core + " is held by process " + holder.pid()).doesNotContain("\tat ");
            }
            holder.kill();
        }
        try (DispatcherProcess next = dedicated(List.of(), "third", core)) {
            next.awaitReady();
            next.terminate();
            assertThat(next.awaitExit()).as(next.log()).isZero();
        }
    }

    @Test
    void shouldRefuseACoreThatTheProcessMayNotRunOn() throws Exception {
        assumeTrue(CoreAffinity.host().isPresent(), "this system cannot pin threads");
        final BitSet cores = CoreAffinity.host().orElseThrow().allowed();
        assumeTrue(cores.cardinality() > 1 && Files.isExecutable(TASKSET), "needs two cores and taskset");
        final int only = cores.nextSetBit(0);
        final int other = cores.nextSetBit(only + 1);
        final List<String> onOne = List.of(TASKSET.toString(), "-c", Integer.toString(only));
        try (DispatcherProcess refused = dedicated(onOne, "data", Integer.toString(other))) {
            assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(2);
            assertThat(refused.log()).contains(
                    "core " + other + " may not be used by this process; it is allowed " + only);
        }
    }

    private DispatcherProcess dedicated(final List<String> through, final String data, final String core)
            throws IOException {
        return new DispatcherProcess(through, folder, "ironhoard.shard.profile", "dedicated",
                "ironhoard.shard.cores", core, "ironhoard.data.dir", folder.resolve(data).toString(),
                "ironhoard.aeron.dir", folder.resolve(data + "-aeron").toString());
    }

    @Test
    void shouldStopWithTheProcessThatStartedIt() throws Exception {
        final Process parent = new ProcessBuilder("sleep", "120").start();
        try (DispatcherProcess process =
                new DispatcherProcess(folder, "ironhoard.parent.pid", Long.toString(parent.pid()))) {
            process.awaitReady();
            parent.destroyForcibly();
            assertThat(process.awaitExit()).as(process.log()).isZero();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void shouldNameWrongSettingsAndExitWithStatus2() throws Exception {
        try (DispatcherProcess durability = new DispatcherProcess(folder, "ironhoard.durability", "journal");
                DispatcherProcess shards = new DispatcherProcess(folder, "ironhoard.shard.count", "65");
                DispatcherProcess unknown = new DispatcherProcess(folder, "ironhoard.shard.cuont", "2")) {
            assertThat(durability.awaitExit()).isEqualTo(2);
            assertThat(shards.awaitExit()).isEqualTo(2);
            assertThat(unknown.awaitExit()).isEqualTo(2);
            assertThat(durability.log()).contains("durability 'journal' is not in this build yet; only memory");
            assertThat(shards.log()).contains("ironhoard.shard.count = '65'", "from 1 to 64");
            assertThat(unknown.log()).contains("ironhoard.shard.cuont", "did you mean ironhoard.shard.count?");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
