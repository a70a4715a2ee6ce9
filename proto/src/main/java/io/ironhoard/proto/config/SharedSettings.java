package io.ironhoard.proto.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings that more than one process reads, so that each is declared once. */
public final class SharedSettings {
    /** The most shards on one node. */
    public static final int SHARD_COUNT_LIMIT = 64;

    /** The most gateways on one node. */
    public static final int GATEWAY_COUNT_LIMIT = 64;

    /** Where an instance keeps everything. */
    public static final Setting<Path> DATA_DIR =
            Setting.path("ironhoard.data.dir", "data", "The instance's data folder: keys, records, run-time files.");

    /** Where the media driver and its clients meet. */
    public static final Setting<Optional<Path>> AERON_DIR = Setting.optionalPath(
            "ironhoard.aeron.dir",
            "The media driver's folder in shared memory; derived from the data folder where it is not given.");

    /** Stop with the process that started this one. */
    public static final Setting<Long> PARENT_PID = Setting.wide(
            "ironhoard.parent.pid",
            0,
            Long.MAX_VALUE,
            0,
            "Stop when the process of this id is gone; 0 watches none.");

    /** Shards of this node. */
    public static final Setting<Integer> SHARD_COUNT = Setting.integer(
            "ironhoard.shard.count", 1, SHARD_COUNT_LIMIT, 1, "How many shards the dispatcher runs.");

    /** Gateways that a dispatcher listens to. */
    public static final Setting<Integer> GATEWAY_COUNT_MAX = Setting.integer(
            "ironhoard.gateway.count.max",
            1,
            GATEWAY_COUNT_LIMIT,
            8,
            "How many gateways may be connected to a dispatcher; their ids are below this number.");

    /** K: unanswered moves of one stream, and receipts kept for each seat. */
    public static final Setting<Integer> MOVES_IN_FLIGHT_MAX = Setting.integer(
            "ironhoard.moves.in.flight.max",
            1,
            256,
            16,
            "How many moves of one stream may be unanswered, and how many receipts are kept for each seat; a power of two.");

    /** How long a seat may stay away where its match says nothing. */
    public static final Setting<Long> ABANDON_GRACE_MS = Setting.wide(
            "ironhoard.match.abandon.grace.ms",
            1,
            86_400_000,
            60_000,
            "How long a seat may stay away before it forfeits, where its match says nothing else.");

    /** The longest grace that a match may ask for. */
    public static final Setting<Long> ABANDON_GRACE_MS_MAX = Setting.wide(
            "ironhoard.match.abandon.grace.ms.max",
            1,
            86_400_000,
            3_600_000,
            "The longest grace for absent seats that a match may ask for.");

    /** How much the processes say. */
    public static final Setting<LogLevel> LOG_LEVEL = Setting.choice(
            "ironhoard.log.level", LogLevel.class, LogLevel.INFO, "How much a process logs of its own doings.");

    /** Levels of the log, the loudest last. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    private SharedSettings() {}

    /** All of them, in the reference's order. */
    public static List<Setting<?>> all() {
        return List.of(
                DATA_DIR,
                AERON_DIR,
                PARENT_PID,
                LOG_LEVEL,
                SHARD_COUNT,
                GATEWAY_COUNT_MAX,
                MOVES_IN_FLIGHT_MAX,
                ABANDON_GRACE_MS,
                ABANDON_GRACE_MS_MAX);
    }
}
