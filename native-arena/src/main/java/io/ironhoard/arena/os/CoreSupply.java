package io.ironhoard.arena.os;

import java.util.BitSet;

/**
 * The cores that this process can have for itself: those that the machine has, the process may run on, and the container's
 * cpuset and quota give. Read once, before any thread is pinned; immutable.
 *
 * @param present the cores that the machine has.
 * @param allowed the cores that the process may run on.
 * @param limits what its control groups leave it.
 */
public record CoreSupply(BitSet present, BitSet allowed, ContainerLimits limits) {
    /** The copies keep others from changing them. */
    public CoreSupply {
        present = (BitSet) present.clone();
        allowed = (BitSet) allowed.clone();
    }

    /**
     * What the calling thread sees.
     *
     * @param affinity the host's function.
     * @return the supply.
     * @throws IllegalStateException where the host does not say.
     */
    public static CoreSupply of(final CoreAffinity affinity) {
        return new CoreSupply(affinity.present(), affinity.allowed(), ContainerLimits.host());
    }

    /**
     * Refuse cores that this process cannot have for itself.
     *
     * @param cores wished for, each for a thread that never sleeps.
     * @throws IllegalArgumentException with a sentence that names what cannot be had, and what can.
     */
    public void require(final CoreMap cores) {
        cores.requireUsable(present, allowed);
        limits.cpuset().ifPresent(cpuset -> requireCpuset(cores, cpuset));
        limits.quotaCores().ifPresent(quota -> requireQuota(cores, quota));
    }

    private static void requireCpuset(final CoreMap cores, final BitSet cpuset) {
        for (int i = 0; i < cores.size(); i++) {
            if (!cpuset.get(cores.core(i))) {
                throw new IllegalArgumentException(
                        "core " + cores.core(i) + " is not in this container's cpuset, which is "
                                + CoreMap.describe(cpuset));
            }
        }
    }

    /** A thread that spins on a core and is beyond the quota is stopped for the rest of each period, up to 100 ms. */
    private static void requireQuota(final CoreMap cores, final double quota) {
        if (cores.size() > quota) {
            throw new IllegalArgumentException(
                    "cores " + cores + " need the time of " + cores.size() + " cores; this container's quota gives "
                            + Math.round(quota * 100) / 100.0);
        }
    }
}
