package io.ironhoard.dispatcher.config;

import io.ironhoard.arena.ArenaOptions;
import io.ironhoard.arena.os.CoreAffinity;
import io.ironhoard.arena.os.CoreMap;
import io.ironhoard.arena.os.CoreSupply;
import io.ironhoard.arena.region.RegionOptions;
import io.ironhoard.dispatcher.watch.WatchLimits;
import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dispatcher's configuration, validated as a whole. Immutable.
 *
 * @param layout the instance's folders.
 * @param aeronDirectory the media driver's folder.
 * @param shardCount shards of this node.
 * @param profile how they share the machine.
 * @param hash who computes hashes.
 * @param cores the core of each shard; empty in profile shared.
 * @param coreClaims the folder in which they are claimed.
 * @param idleUsMax the longest sleep of an idle shard in profile shared.
 * @param stopMsMax how long shards and record writer may take to finish.
 * @param durability what an accepted move survives.
 * @param rulesDirectory other people's rule sets.
 * @param parentPid the process to stop with, 0 for none.
 * @param rules how long rule sets may take.
 * @param arena what the memory of a shard is wished to be.
 * @param match limits of matches.
 * @param ipc limits of streams.
 * @param record limits of records.
 */
public record DispatcherConfiguration(
        InstanceLayout layout,
        Path aeronDirectory,
        int shardCount,
        ShardProfile profile,
        HashChoice hash,
        CoreMap cores,
        Path coreClaims,
        int idleUsMax,
        long stopMsMax,
        Durability durability,
        Optional<Path> rulesDirectory,
        long parentPid,
        WatchLimits rules,
        ArenaOptions arena,
        MatchLimits match,
        IpcLimits ipc,
        RecordLimits record) {
    private static final int FRAME_ALIGNMENT = 32;
    private static final int MIB_SHIFT = 20;

    /**
     * Resolve the settings of this process and conclude.
     *
     * @return the configuration.
     * @throws SettingException with every setting that is wrong.
     * @throws StartRefusedException where this build does not have what is asked for.
     */
    public static DispatcherConfiguration ofProcess() {
        return conclude(Settings.ofProcess(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all()));
    }

    /**
     * Check everything that no single setting shows, and conclude.
     *
     * @param settings resolved from {@link DispatcherSettings#all}.
     * @return the configuration.
     * @throws SettingException with every setting that is wrong.
     * @throws StartRefusedException where this build does not have what is asked for.
     */
    public static DispatcherConfiguration conclude(final Settings settings) {
        final Durability durability = builtDurability(settings);
        final List<SettingException.Mistake> mistakes = new ArrayList<>();
        final InstanceLayout layout = new InstanceLayout(settings.get(SharedSettings.DATA_DIR));
        final DispatcherConfiguration configuration = new DispatcherConfiguration(
                layout,
                settings.get(SharedSettings.AERON_DIR)
                        .map(path -> path.toAbsolutePath().normalize())
                        .orElseGet(layout::defaultAeronDirectory),
                settings.get(SharedSettings.SHARD_COUNT),
                settings.get(DispatcherSettings.PROFILE),
                settings.get(DispatcherSettings.HASH),
                cores(settings, mistakes),
                settings.get(DispatcherSettings.CORE_CLAIMS_DIR)
                        .map(Path::toAbsolutePath)
                        .orElseGet(InstanceLayout::defaultCoreClaims),
                settings.get(DispatcherSettings.IDLE_US_MAX),
                settings.get(DispatcherSettings.STOP_MS_MAX),
                durability,
                settings.get(DispatcherSettings.RULES_DIR).map(Path::toAbsolutePath),
                settings.get(SharedSettings.PARENT_PID),
                new WatchLimits(
                        settings.get(DispatcherSettings.RULES_BUDGET_MS),
                        settings.get(DispatcherSettings.RULES_STUCK_MS)),
                arena(settings, mistakes),
                matchLimits(settings),
                ipcLimits(settings),
                recordLimits(settings));
        configuration.check(mistakes);
        if (!mistakes.isEmpty()) {
            throw new SettingException(mistakes);
        }
        return configuration;
    }

    /**
     * The durability that is asked for, where this build has it.
     *
     * @param settings resolved from {@link DispatcherSettings#all}.
     * @return the durability.
     * @throws StartRefusedException naming what this build does not have.
     */
    public static Durability builtDurability(final Settings settings) {
        final Durability durability = settings.get(DispatcherSettings.DURABILITY);
        if (!durability.isBuilt()) {
            throw new StartRefusedException(
                    StartRefusedException.STATUS_USAGE,
                    "durability '" + durability.text() + "' is not in this build yet; only memory");
        }
        return durability;
    }

    /** The shared memory that driver and streams take when every gateway is there, in bytes. */
    public long sharedMemoryBytes() {
        return ipc.sharedMemoryBytes(shardCount);
    }

    private void check(final List<SettingException.Mistake> mistakes) {
        if (Integer.bitCount(ipc.termBytes()) != 1) {
            mistakes.add(mistake(DispatcherSettings.TERM_BYTES, ipc.termBytes(), "a power of two"));
        }
        if (ipc.mtuBytes() % FRAME_ALIGNMENT != 0) {
            mistakes.add(mistake(DispatcherSettings.MTU_BYTES, ipc.mtuBytes(), "a multiple of " + FRAME_ALIGNMENT));
        }
        if (Integer.bitCount(match.movesInFlightMax()) != 1) {
            mistakes.add(mistake(SharedSettings.MOVES_IN_FLIGHT_MAX, match.movesInFlightMax(), "a power of two"));
        }
        if (match.abandonGraceMs() > match.abandonGraceMsMax()) {
            mistakes.add(mistake(
                    SharedSettings.ABANDON_GRACE_MS,
                    match.abandonGraceMs(),
                    "at most " + SharedSettings.ABANDON_GRACE_MS_MAX + " (" + match.abandonGraceMsMax() + ")"));
        }
        if (record.matchBytesMax() > record.pendingBytesMax()) {
            mistakes.add(mistake(
                    DispatcherSettings.RECORD_BYTES_PER_MATCH_MAX,
                    record.matchBytesMax(),
                    "at most " + DispatcherSettings.RECORD_PENDING_HEAP_PERCENT_MAX + " of the heap's size ("
                            + record.pendingBytesMax() + ")"));
        }
        rulesDirectory.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> mistakes.add(mistake(DispatcherSettings.RULES_DIR, path, "a folder that exists")));
    }

    private static CoreMap cores(final Settings settings, final List<SettingException.Mistake> mistakes) {
        final String text = settings.get(DispatcherSettings.CORES);
        final int shardCount = settings.get(SharedSettings.SHARD_COUNT);
        final boolean dedicated = settings.get(DispatcherSettings.PROFILE) == ShardProfile.DEDICATED;
        try {
            final CoreMap cores = CoreMap.parse(text);
            if (!dedicated && cores.size() > 0) {
                mistakes.add(
                        mistake(DispatcherSettings.CORES, text, "nothing in profile shared, which pins no thread"));
            } else if (dedicated && cores.size() != shardCount) {
                mistakes.add(mistake(
                        DispatcherSettings.CORES, text,
                        "one core for each of " + shardCount + " shards, such as 0,2-3"));
            } else if (dedicated) {
                requireUsable(cores);
            }
            return cores;
        } catch (final IllegalArgumentException e) {
            mistakes.add(mistake(
                    DispatcherSettings.CORES, text, "cores of this machine, one for each shard: " + e.getMessage()));
            return CoreMap.of(List.of());
        }
    }

    private static void requireUsable(final CoreMap cores) {
        final CoreAffinity affinity = CoreAffinity.host()
                .orElseThrow(() -> new IllegalArgumentException("this system cannot pin threads to cores"));
        CoreSupply.of(affinity).require(cores);
    }

    private static ArenaOptions arena(final Settings settings, final List<SettingException.Mistake> mistakes) {
        final RegionOptions regions = RegionOptions.defaults().withLock(settings.get(DispatcherSettings.ARENA_LOCK));
        final int mib = settings.get(DispatcherSettings.ARENA_REGION_MIB);
        if (Integer.bitCount(mib) != 1) {
            mistakes.add(mistake(DispatcherSettings.ARENA_REGION_MIB, mib, "a power of two"));
            return ArenaOptions.defaults();
        }
        final RegionOptions sized = regions.withBytes((long) mib << MIB_SHIFT);
        final int regionsMax = settings.get(DispatcherSettings.ARENA_REGIONS_MAX);
        if (regionsMax > ArenaOptions.limitMax(sized)) {
            mistakes.add(mistake(
                    DispatcherSettings.ARENA_REGIONS_MAX, regionsMax,
                    "at most " + ArenaOptions.limitMax(sized) + " of this length"));
            return ArenaOptions.defaults();
        }
        return ArenaOptions.defaults().withRegions(sized).withLimit(regionsMax, 1).withScratchBytes(0);
    }

    private static MatchLimits matchLimits(final Settings settings) {
        return new MatchLimits(
                settings.get(DispatcherSettings.MATCH_COUNT_MAX),
                settings.get(DispatcherSettings.MATCH_EVENTS_MAX),
                settings.get(DispatcherSettings.MATCH_LINGER_MS),
                settings.get(SharedSettings.ABANDON_GRACE_MS),
                settings.get(SharedSettings.ABANDON_GRACE_MS_MAX),
                settings.get(SharedSettings.MOVES_IN_FLIGHT_MAX),
                settings.get(DispatcherSettings.RATE_MOVES_PER_S),
                settings.get(DispatcherSettings.RATE_BURST));
    }

    private static IpcLimits ipcLimits(final Settings settings) {
        return new IpcLimits(
                settings.get(SharedSettings.GATEWAY_COUNT_MAX),
                settings.get(DispatcherSettings.TERM_BYTES),
                settings.get(DispatcherSettings.MTU_BYTES),
                settings.get(DispatcherSettings.FRAMES_PER_POLL_MAX),
                settings.get(DispatcherSettings.UNTETHERED_WINDOW_MS),
                settings.get(DispatcherSettings.UNTETHERED_RESTING_MS),
                settings.get(DispatcherSettings.LIVENESS_MS));
    }

    private static RecordLimits recordLimits(final Settings settings) {
        return new RecordLimits(
                settings.get(DispatcherSettings.RECORD_BYTES_PER_MATCH_MAX),
                Runtime.getRuntime().maxMemory() / 100
                        * settings.get(DispatcherSettings.RECORD_PENDING_HEAP_PERCENT_MAX),
                settings.get(DispatcherSettings.RECORD_FRAMES_PER_POLL_MAX),
                settings.get(DispatcherSettings.RECORD_AGE_S_MAX),
                settings.get(DispatcherSettings.RECORD_STORE_BYTES_MAX),
                settings.get(DispatcherSettings.RECORD_SWEEP_INTERVAL_MS),
                settings.get(DispatcherSettings.RECORD_RETRY_INTERVAL_MS));
    }

    private static SettingException.Mistake mistake(final Setting<?> setting, final Object value,
            final String allowed) {
        return new SettingException.Mistake(setting.name(), String.valueOf(value), allowed);
    }
}
