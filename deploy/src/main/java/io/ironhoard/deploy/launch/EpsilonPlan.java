package io.ironhoard.deploy.launch;

import io.ironhoard.perf.bench.shard.EpsilonCampaign;
import io.ironhoard.proto.config.SharedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.IoUtil;

/** The dispatcher of {@code bench epsilon}, on a temporary data folder that is removed at the end. Used by one thread. */
public final class EpsilonPlan implements AutoCloseable {
    /** The collector that the dispatcher's command names is the one that is not to be. */
    private static final String EPSILON =
            "-XX:-UseSerialGC -XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC";

    private final Path folder;
    private final EpsilonCampaign.Options options;

    private EpsilonPlan(final Path folder, final EpsilonCampaign.Options options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * Conclude.
     *
     * @param moves how many moves.
     * @param lanes how many matches are moved at the same time.
     * @param heapMib the dispatcher's heap.
     * @param set further settings by name.
     * @param environment the environment.
     * @return the plan, its folder made.
     * @throws IOException where the folder cannot be made.
     * @throws IllegalArgumentException where there would be too many matches.
     */
    public static EpsilonPlan of(
            final long moves,
            final int lanes,
            final int heapMib,
            final Map<String, String> set,
            final Map<String, String> environment)
            throws IOException {
        final Map<String, String> given = new LinkedHashMap<>();
        given.put("ironhoard.shard.profile", "shared");
        given.put(ToolSettings.DISPATCHER_HEAP_MIB.name(), Integer.toString(heapMib));
        given.put(ToolSettings.DISPATCHER_OPTIONS.name(), EPSILON);
        BenchPlan.limits(EpsilonCampaign.matches(moves, lanes), given);
        given.putAll(set);
        final Path folder = Files.createTempDirectory("ironhoard-bench-");
        given.put(SharedSettings.DATA_DIR.name(), folder.toString());
        try {
            final ServerPlan plan =
                    ServerPlan.of(Home.ofProcess(), given, environment).checked(environment);
            return new EpsilonPlan(folder, new EpsilonCampaign.Options(
                    moves, lanes, plan.layout(), plan.dispatcher().command()));
        } catch (final RuntimeException e) {
            IoUtil.delete(folder.toFile(), true);
            throw e;
        }
    }

    /** What is done. */
    public EpsilonCampaign.Options options() {
        return options;
    }

    /** Removes the folder; its process has ended. */
    @Override
    public void close() {
        IoUtil.delete(folder.toFile(), true);
    }
}
