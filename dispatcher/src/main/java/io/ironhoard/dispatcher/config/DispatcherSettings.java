package io.ironhoard.dispatcher.config;

import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.SharedSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dispatcher's settings: names, limits, defaults. */
public final class DispatcherSettings {
    /** How shards share the machine. */
    public static final Setting<ShardProfile> PROFILE = Setting.choice(
            "ironhoard.shard.profile",
            ShardProfile.class,
            ShardProfile.SHARED,
            "How shards use cores: back off when idle, or spin pinned to the cores of ironhoard.shard.cores.");

    /** Who computes hashes. */
    public static final Setting<HashChoice> HASH = Setting.choice(
            "ironhoard.shard.hash",
            HashChoice.class,
            HashChoice.AUTO,
            "Who computes the shards' SHA-256: the processor's own instructions or the system's libcrypto, or the JDK, which takes five blocks a move for three.");

    /** The core map. */
    public static final Setting<String> CORES = Setting.text(
            "ironhoard.shard.cores",
            1024,
            "",
            "The core of each shard in profile dedicated, such as 2-5,8; the first shard takes the first.");

    /** Where cores are claimed. */
    public static final Setting<Optional<Path>> CORE_CLAIMS_DIR = Setting.optionalPath(
            "ironhoard.shard.core.claims.dir",
            "Where the processes of one user note which cores they hold, so that no two shards spin on one; in shared memory"
                    + " where it is not given.");

    /** The longest pause of an idle shard in profile shared. */
    public static final Setting<Integer> IDLE_US_MAX = Setting.integer(
            "ironhoard.shard.idle.us.max",
            1,
            10_000,
            200,
            "The longest that an idle shard sleeps in profile shared before it looks again; after a second without work, a millisecond if that is longer.");

    /** What an accepted move survives. */
    public static final Setting<Durability> DURABILITY = Setting.choice(
            "ironhoard.durability", Durability.class, Durability.MEMORY, "What an accepted move survives.");

    /** Other people's rules. */
    public static final Setting<Optional<Path>> RULES_DIR =
            Setting.optionalPath("ironhoard.rules.dir", "A folder of jars with further rule sets.");

    /** The time of one call of a rule set. */
    public static final Setting<Integer> RULES_BUDGET_MS = Setting.integer(
            "ironhoard.rules.budget.ms",
            1,
            60_000,
            50,
            "How much time one call of a rule set may use; a call that uses more ends its match.");

    /** When a call that goes on is reported. */
    public static final Setting<Integer> RULES_STUCK_MS = Setting.integer(
            "ironhoard.rules.stuck.ms",
            10,
            600_000,
            500,
            "How long a call of a rule set may go on before log and status name it as one that does not return.");

    /** Matches of a shard. */
    public static final Setting<Integer> MATCH_COUNT_MAX = Setting.integer(
            "ironhoard.match.count.max", 1, 1_000_000, 16_384, "How many matches may be in memory in each shard.");

    /** Length of a region of a shard's memory. */
    public static final Setting<Integer> ARENA_REGION_MIB = Setting.integer(
            "ironhoard.arena.region.mib",
            1,
            1_024,
            64,
            "The length of a region of a shard's memory, a power of two; it grows by one region at a time.");

    /** Most regions of a shard. */
    public static final Setting<Integer> ARENA_REGIONS_MAX = Setting.integer(
            "ironhoard.arena.regions.max",
            1,
            2_048,
            16,
            "How many regions each shard's matches may take together; beyond them new matches are refused.");

    /** Lock regions. */
    public static final Setting<Boolean> ARENA_LOCK = Setting.bool(
            "ironhoard.arena.lock",
            false,
            "Keep the regions of shards from being paged out, where the limit of locked memory allows it.");

    /** Events of a match. */
    public static final Setting<Integer> MATCH_EVENTS_MAX = Setting.integer(
            "ironhoard.match.events.max",
            16,
            1_000_000,
            20_000,
            "How many events a match may have; it is ended by the server at this number.");

    /** How long a match stays after its end. */
    public static final Setting<Long> MATCH_LINGER_MS = Setting.wide(
            "ironhoard.match.linger.ms",
            0,
            3_600_000,
            30_000,
            "How long a match stays in memory after its end, to answer what was submitted again.");

    /** Moves of a seat. */
    public static final Setting<Integer> RATE_MOVES_PER_S = Setting.integer(
            "ironhoard.rate.moves.per.s", 1, 1_000_000, 1_000,
            "How many moves a second a seat may make in the long run.");

    /** Moves of a seat at once. */
    public static final Setting<Integer> RATE_BURST = Setting.integer(
            "ironhoard.rate.burst", 1, 1_000_000, 2_000, "How many moves a seat may make at once beyond that rate.");

    /** Term buffers. */
    public static final Setting<Integer> TERM_BYTES = Setting.integer(
            "ironhoard.ipc.term.bytes",
            IpcLimits.TERM_BYTES_MIN,
            256 * 1024 * 1024,
            8 * 1024 * 1024,
            "The length of a term buffer, a power of two; each stream has three.");

    /** The longest message. */
    public static final Setting<Integer> MTU_BYTES = Setting.integer(
            "ironhoard.ipc.mtu.bytes",
            16 * 1024,
            32 * 1024,
            16 * 1024,
            "The longest frame on a stream, a multiple of 32.");

    /** Frames taken from one gateway before the next. */
    public static final Setting<Integer> FRAMES_PER_POLL_MAX = Setting.integer(
            "ironhoard.ipc.frames.per.poll.max",
            1,
            4_096,
            64,
            "How many frames a shard takes from one gateway before it looks at the next.");

    /** When a slow untethered reader is let go. */
    public static final Setting<Long> UNTETHERED_WINDOW_MS = Setting.wide(
            "ironhoard.driver.untethered.window.ms",
            10,
            60_000,
            100,
            "How long a gateway that does not read may hold a shard's event stream back.");

    /** When such a reader may come again. */
    public static final Setting<Long> UNTETHERED_RESTING_MS = Setting.wide(
            "ironhoard.driver.untethered.resting.ms",
            10,
            60_000,
            1_000,
            "How long a gateway that was let go waits before it may read again.");

    /** When a silent process is taken for dead. */
    public static final Setting<Long> LIVENESS_MS = Setting.wide(
            "ironhoard.driver.liveness.ms",
            1_000,
            120_000,
            10_000,
            "How long driver and clients may be silent before they take each other for dead.");

    /** Memory of one record being collected. */
    public static final Setting<Integer> RECORD_BYTES_PER_MATCH_MAX = Setting.integer(
            "ironhoard.record.match.bytes.max",
            64 * 1024,
            64 * 1024 * 1024,
            4 * 1024 * 1024,
            "The longest record of one match; a longer match gets none.");

    /** Memory of all records being collected or waiting. */
    public static final Setting<Integer> RECORD_PENDING_HEAP_PERCENT_MAX = Setting.integer(
            "ironhoard.record.pending.heap.percent.max",
            1,
            50,
            25,
            "How much memory outside the heap the records of open matches and those that wait for the disk may take together, as a part of the heap's size.");

    /** Frames taken from one shard before the next. */
    public static final Setting<Integer> RECORD_FRAMES_PER_POLL_MAX = Setting.integer(
            "ironhoard.record.frames.per.poll.max",
            1,
            65_536,
            256,
            "How many events the record writer takes from one shard before it looks at the next.");

    /** How long records are kept. */
    public static final Setting<Long> RECORD_AGE_S_MAX = Setting.wide(
            "ironhoard.record.age.s.max",
            1,
            10L * 366 * 86_400,
            30L * 86_400,
            "How old a record may grow before it is deleted.");

    /** How much room records may take. */
    public static final Setting<Long> RECORD_STORE_BYTES_MAX = Setting.wide(
            "ironhoard.record.store.bytes.max",
            1024 * 1024,
            1L << 50,
            10L * 1024 * 1024 * 1024,
            "How much room records may take on disk; the oldest are deleted beyond it.");

    /** How often the store is swept. */
    public static final Setting<Long> RECORD_SWEEP_INTERVAL_MS = Setting.wide(
            "ironhoard.record.sweep.interval.ms",
            100,
            86_400_000,
            60_000,
            "How often records are checked against age and room.");

    /** How often a record that could not be written is tried again. */
    public static final Setting<Long> RECORD_RETRY_INTERVAL_MS = Setting.wide(
            "ironhoard.record.retry.interval.ms",
            10,
            3_600_000,
            1_000,
            "How long to wait before a record that could not be written is tried again.");

    /** How long to drain at the end. */
    public static final Setting<Long> STOP_MS_MAX = Setting.wide(
            "ironhoard.shard.stop.ms.max",
            100,
            600_000,
            5_000,
            "How long shards and the record writer may take to finish when the dispatcher is stopped.");

    private DispatcherSettings() {}

    /** All of them, with the shared ones, in the reference's order. */
    public static List<Setting<?>> all() {
        final List<Setting<?>> settings = new ArrayList<>(SharedSettings.all());
        settings.addAll(List.of(
                PROFILE,
                HASH,
                CORES,
                CORE_CLAIMS_DIR,
                IDLE_US_MAX,
                STOP_MS_MAX,
                DURABILITY,
                RULES_DIR,
                RULES_BUDGET_MS,
                RULES_STUCK_MS,
                MATCH_COUNT_MAX,
                ARENA_REGION_MIB,
                ARENA_REGIONS_MAX,
                ARENA_LOCK,
                MATCH_EVENTS_MAX,
                MATCH_LINGER_MS,
                RATE_MOVES_PER_S,
                RATE_BURST,
                TERM_BYTES,
                MTU_BYTES,
                FRAMES_PER_POLL_MAX,
                UNTETHERED_WINDOW_MS,
                UNTETHERED_RESTING_MS,
                LIVENESS_MS,
                RECORD_BYTES_PER_MATCH_MAX,
                RECORD_PENDING_HEAP_PERCENT_MAX,
                RECORD_FRAMES_PER_POLL_MAX,
                RECORD_AGE_S_MAX,
                RECORD_STORE_BYTES_MAX,
                RECORD_SWEEP_INTERVAL_MS,
                RECORD_RETRY_INTERVAL_MS));
        return settings;
    }
}
