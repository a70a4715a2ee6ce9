package io.ironhoard.arena.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ContainerLimitsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadControlGroupsOfVersion2() throws IOException {
        write("proc", "0::/a/b\n");
        write("mount/a/cpu.max", "150000 100000\n");
        write("mount/a/b/cpu.max", "max 100000\n");
        write("mount/a/b/cpuset.cpus.effective", "1-2,5\n");
        write("mount/cpuset.cpus.effective", "0-7\n");

        final ContainerLimits limits = read();

        assertThat(limits.quotaCores()).hasValue(1.5);
        assertThat(limits.cpuset()).hasValue(CoreMap.parse("1,2,5").toSet());
    }

    @Test
    void shouldReadControlGroupsOfVersion1() throws IOException {
        write("proc", "9:name=systemd:/\n3:cpuset:/pod\n2:cpu,cpuacct:/pod\n");
        write("mount/cpu/pod/cpu.cfs_quota_us", "400000\n");
        write("mount/cpu/pod/cpu.cfs_period_us", "100000\n");
        write("mount/cpu/cpu.cfs_quota_us", "-1\n");
        write("mount/cpu/cpu.cfs_period_us", "100000\n");
        write("mount/cpuset/pod/cpuset.effective_cpus", "0-3\n");

        final ContainerLimits limits = read();

        assertThat(limits.quotaCores()).hasValue(4);
        assertThat(limits.cpuset()).hasValue(CoreMap.parse("0-3").toSet());
    }

    @Test
    void shouldFindTheMountWhereTheGroupsPathIsOneOfTheHost() throws IOException {
        write("proc", "0::/../../kubepods/pod1\n");
        write("mount/cpu.max", "50000 100000\n");

        assertThat(read().quotaCores()).hasValue(0.5);
        assertThat(read().cpuset()).isEmpty();
    }

    @Test
    void shouldKnowNoLimitWhereNothingIsSaid() {
        assertThat(read().quotaCores()).isEmpty();
        assertThat(read().cpuset()).isEmpty();
    }

    @Test
    void shouldReadThisProcesssLimits() {
        assertThatCode(ContainerLimits::host).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseCoresThatCpusetOrQuotaDoNotGive() throws IOException {
        write("proc", "0::/\n");
        write("mount/cpu.max", "250000 100000\n");
        write("mount/cpuset.cpus.effective", "0-3\n");
        final BitSet eight = CoreMap.parse("0-7").toSet();
        final CoreSupply supply = new CoreSupply(eight, eight, read());

        assertThatCode(() -> supply.require(CoreMap.parse("0,3"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> supply.require(CoreMap.parse("3-4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("core 4 is not in this container's cpuset, which is 0-3");
        assertThatThrownBy(() -> supply.require(CoreMap.parse("1-3")))
                .hasMessage("cores 1,2,3 need the time of 3 cores; this container's quota gives 2.5");
        assertThatThrownBy(() -> supply.require(CoreMap.parse("8")))
                .hasMessage("core 8 does not exist; this machine has 0-7");
    }

    @Test
    void shouldWarnWhereTheKernelWouldMovePages() throws IOException {
        final Path on = write("on", "1\n");
        final Path off = write("off", "0\n");
        final Path two = write("two", "0-1\n");
        final Path one = write("one", "0\n");

        assertThat(NumaBalancing.warning(on, two)).hasValueSatisfying(
                text -> assertThat(text).contains("2 NUMA nodes", "kernel.numa_balancing=0"));
        assertThat(NumaBalancing.warning(on, one)).isEmpty();
        assertThat(NumaBalancing.warning(off, two)).isEmpty();
        assertThat(NumaBalancing.warning(folder.resolve("nothing"), two)).isEmpty();
        assertThatCode(NumaBalancing::warning).doesNotThrowAnyException();
    }

    private ContainerLimits read() {
        return ContainerLimits.read(folder.resolve("proc"), folder.resolve("mount"));
    }

    private Path write(final String name, final String text) throws IOException {
        final Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
