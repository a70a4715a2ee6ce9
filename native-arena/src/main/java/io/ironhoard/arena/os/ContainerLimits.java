package io.ironhoard.arena.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What the process's control groups leave it of the machine's cores, in either version of control groups: the cpuset, and
 * the quota of time. Read once; immutable.
 *
 * @param cpuset the cores; nothing where no cpuset is told.
 * @param quotaCores how many cores' time there is, the smallest of all groups above; nothing where it is not limited.
 */
public record ContainerLimits(Optional<BitSet> cpuset, OptionalDouble quotaCores) {
    private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private static final int GROUP_FIELDS = 3;
    private static final List<String> CPUSET_FILES =
            List.of("cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus");

    /** The copy keeps others from changing it. */
    public ContainerLimits {
        cpuset = cpuset.map(cores -> (BitSet) cores.clone());
    }

    /** This process's limits; none where the host does not say. */
    public static ContainerLimits host() {
        return read(OWN_GROUPS, MOUNT);
    }

    /**
     * Read limits.
     *
     * @param ownGroups a file like {@code /proc/self/cgroup}.
     * @param mount a folder like {@code /sys/fs/cgroup}.
     * @return what they say.
     */
    static ContainerLimits read(final Path ownGroups, final Path mount) {
        final Reading reading = new Reading();
        for (final String line : lines(ownGroups)) {
            final String[] fields = line.split(":", GROUP_FIELDS);
            if (fields.length < GROUP_FIELDS) {
                continue;
            }
            final List<String> controllers = List.of(fields[1].split(","));
            if (fields[1].isEmpty()) {
                upwards(mount, fields[2], reading::unified);
            }
            if (controllers.contains("cpu")) {
                upwards(mount.resolve("cpu"), fields[2], reading::quotaOfVersion1);
            }
            if (controllers.contains("cpuset")) {
                upwards(mount.resolve("cpuset"), fields[2], reading::cpuset);
            }
        }
        return new ContainerLimits(
                reading.cores == null ? Optional.empty() : Optional.of(reading.cores),
                reading.quota == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(reading.quota));
    }

    /** A group and all above it. In a container the group's path may be one of the host's: then only the mount is there. */
    private static void upwards(final Path root, final String group, final Consumer<Path> each) {
        final Path top = root.normalize();
        final Path inside = Path.of("/").resolve(group).normalize();
        Path folder = top.resolve(inside.toString().substring(1));
        while (folder != null && folder.startsWith(top)) {
            each.accept(folder);
            folder = folder.getParent();
        }
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (final IOException e) {
            return List.of();
        }
    }

    private static String firstLine(final Path file) {
        final List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    private static final class Reading {
        private BitSet cores;
        private double quota = Double.POSITIVE_INFINITY;

        private void unified(final Path folder) {
            final String[] max = firstLine(folder.resolve("cpu.max")).split(" ");
            if (max.length == 2) {
                limit(max[0], max[1]);
            }
            cpuset(folder);
        }

        private void quotaOfVersion1(final Path folder) {
            limit(firstLine(folder.resolve("cpu.cfs_quota_us")), firstLine(folder.resolve("cpu.cfs_period_us")));
        }

        /** The group's own cpuset is inside those above it. */
        private void cpuset(final Path folder) {
            for (final String name : CPUSET_FILES) {
                final String text = firstLine(folder.resolve(name));
                if (cores == null && !text.isEmpty()) {
                    cores = CoreMap.parse(text).toSet();
                }
            }
        }

        private void limit(final String quotaUs, final String periodUs) {
            if (quotaUs.matches("\\d{1,18}") && periodUs.matches("[1-9]\\d{0,17}")) {
                quota = Math.min(quota, (double) Long.parseLong(quotaUs) / Long.parseLong(periodUs));
            }
        }
    }
}
