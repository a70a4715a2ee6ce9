package io.ironhoard.deploy.launch;

import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.config.HashChoice;
import io.ironhoard.perf.bench.shard.EchoMain;
import io.ironhoard.perf.bench.shard.ShardBenchOptions;
import io.ironhoard.proto.config.SharedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.agrona.IoUtil;

/** The processes of {@code bench shard}, on a temporary data folder that is removed at the end. Used by one thread. */
public final class BenchPlan implements AutoCloseable {
    /** One for the shard, and one for the load, which lets media driver and record writer run there whenever it has nothing to do. */
    private static final int CORES_FOR_DEDICATED = 2;

    private static final int EVENTS_MAX = 1_000_000;
    private static final int RATE_MAX = 1_000_000;
    private static final long REGION_BYTES = 64L * 1024 * 1024;
    /** More than a match takes where there are many. */
    private static final long MATCH_BYTES = 6_144;
    private static final int REGIONS_SPARE = 16;

    private final Path folder;
    private final ShardBenchOptions options;

    /** How shard and load share the machine. */
    public enum Profile {
        /** Dedicated where there is a core for the shard and another for everything else. */
        AUTO,
        /** Pinned to no core; who is idle backs off. */
        SHARED,
        /** The shard spins on a core of its own; the load is pinned to another. */
        DEDICATED
    }

    private BenchPlan(final Path folder, final ShardBenchOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * Conclude.
     *
     * @param load what is played.
     * @param durability what an accepted move survives.
     * @param hash who computes hashes.
     * @param profile how the machine is shared.
     * @param set further settings by name.
     * @param environment the environment.
     * @return the plan, its folder made.
     * @throws IOException where the folder cannot be made.
     */
    public static BenchPlan of(
            final ShardBenchOptions.Load load,
            final String durability,
            final HashChoice hash,
            final Profile profile,
            final Map<String, String> set,
            final Map<String, String> environment)
            throws IOException {
        final BitSet cores = CoreAffinity.host().map(CoreAffinity::allowed).orElseGet(BitSet::new);
        final boolean isDedicated =
                profile == Profile.DEDICATED || profile == Profile.AUTO && cores.cardinality() >= CORES_FOR_DEDICATED;
        final Map<String, String> given = new LinkedHashMap<>();
        given.put("ironhoard.durability", durability);
        given.put("ironhoard.shard.hash", hash.text());
        given.put("ironhoard.shard.profile", isDedicated ? "dedicated" : "shared");
        if (isDedicated) {
            given.put("ironhoard.shard.cores", Integer.toString(cores.length() - 1));
        }
        limits(load.matchesNeeded(), given);
        given.putAll(set);
        final Path folder = Files.createTempDirectory("ironhoard-bench-");
        given.put(SharedSettings.DATA_DIR.name(), folder.toString());
        final ServerPlan plan = ServerPlan.of(Home.ofProcess(), given, environment);
        try {
            return of(load, durability, hash, isDedicated, cores, plan.checked(environment));
        } catch (final RuntimeException e) {
            IoUtil.delete(folder.toFile(), true);
            throw e;
        }
    }

    private static BenchPlan of(
            final ShardBenchOptions.Load load,
            final String durability,
            final HashChoice hash,
            final boolean isDedicated,
            final BitSet cores,
            final ServerPlan plan) {
        return new BenchPlan(plan.layout().data(), new ShardBenchOptions(
                load,
                hash.create().name(),
                durability,
                isDedicated ? "dedicated" : "shared",
                isDedicated ? OptionalInt.of(cores.nextSetBit(0)) : OptionalInt.empty(),
                plan.layout(),
                plan.dispatcher().command(),
                plan.besideDispatcher("echo", EchoMain.class.getName()).command()));
    }

    /** Nothing but the shard's speed shall hold it back. */
    static void limits(final int matches, final Map<String, String> given) {
        given.put(SharedSettings.GATEWAY_COUNT_MAX.name(), "1");
        given.put(DispatcherSettings.MATCH_COUNT_MAX.name(), Integer.toString(matches));
        given.put(DispatcherSettings.ARENA_REGIONS_MAX.name(),
                Long.toString(REGIONS_SPARE + matches * MATCH_BYTES / REGION_BYTES));
        given.put(DispatcherSettings.MATCH_EVENTS_MAX.name(), Integer.toString(EVENTS_MAX));
        given.put(DispatcherSettings.RATE_MOVES_PER_S.name(), Integer.toString(RATE_MAX));
        given.put(DispatcherSettings.RATE_BURST.name(), Integer.toString(RATE_MAX));
    }

    /** What is measured. */
    public ShardBenchOptions options() {
        return options;
    }

    /** Removes the folder; its processes have ended. */
    @Override
    public void close() {
        IoUtil.delete(folder.toFile(), true);
    }
}
