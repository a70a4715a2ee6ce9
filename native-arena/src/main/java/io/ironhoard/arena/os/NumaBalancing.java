package io.ironhoard.arena.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the kernel would move pages between NUMA nodes by itself: it takes pages away for a moment to see who misses
 * them, so that a pinned thread meets page faults in memory that was filled. Stateless; any thread.
 */
public final class NumaBalancing {
    private static final Path SETTING = Path.of("/proc/sys/kernel/numa_balancing");
    private static final Path NODES = Path.of("/sys/devices/system/node/online");

    private NumaBalancing() {}

    /**
     * A warning for the operator.
     *
     * @return one sentence; nothing where no page would be moved.
     */
    public static Optional<String> warning() {
        return warning(SETTING, NODES);
    }

    /**
     * A warning, from files like those of the kernel.
     *
     * @param setting 0 for off.
     * @param nodes a list such as 0-1.
     */
    static Optional<String> warning(final Path setting, final Path nodes) {
        try {
            final boolean isOn = !"0".equals(Files.readString(setting).strip());
            final int count = CoreMap.parse(Files.readString(nodes).strip()).size();
            return isOn && count > 1
                    ? Optional.of("the kernel balances memory between " + count + " NUMA nodes by itself and will move "
                            + "pages of the arenas; 'sysctl kernel.numa_balancing=0' ends that")
                    : Optional.empty();
        } catch (final IOException | IllegalArgumentException e) {
            // A kernel without NUMA has neither file.
            return Optional.empty();
        }
    }
}
