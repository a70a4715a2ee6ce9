package io.ironhoard.deploy.launch;

import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.SharedSettings;
import java.util.List;
import java.util.stream.Stream;

/** The settings that the command line itself reads: how the two JVMs are started, watched and stopped. */
public final class ToolSettings {
    /** Garbage collectors worth having in the matchmaking process. */
    public enum Collector {
        /** The most moves for a CPU second. */
        PARALLEL("-XX:+UseParallelGC"),
        /** The least memory. */
        SERIAL("-XX:+UseSerialGC"),
        /** The shortest pauses, for about an eighth more CPU. */
        Z("-XX:+UseZGC");

        private final String flag;

        Collector(final String flag) {
            this.flag = flag;
        }

        /** The JVM's flag. */
        public String flag() {
            return flag;
        }
    }

    /** How long each process may take to become ready. */
    public static final Setting<Integer> START_TIMEOUT_S = Setting.integer(
            "ironhoard.up.start.timeout.s", 1, 3_600, 60, "How long each process may take to become ready.");

    /** How long each process may take to stop. */
    public static final Setting<Integer> STOP_TIMEOUT_S = Setting.integer(
            "ironhoard.up.stop.timeout.s", 1, 3_600, 40, "How long each process may take to stop before it is killed.");

    /** When the log of a detached server is rolled over. */
    public static final Setting<Integer> LOG_SIZE_MAX_MIB = Setting.integer(
            "ironhoard.up.log.size.max.mib", 1, 10_240, 16,
            "How large the log of a detached server grows before it becomes ironhoard.log.1 and a new one begins.");

    /** The dispatcher's heap. */
    public static final Setting<Integer> DISPATCHER_HEAP_MIB = Setting.integer(
            "ironhoard.java.dispatcher.heap.mib", 64, 65_536, 256,
            "The dispatcher's heap, of this fixed size and touched at the start; the shards do not allocate after that.");

    /** The matchmaking process' heap. */
    public static final Setting<Integer> MATCHMAKING_HEAP_MAX_MIB = Setting.integer(
            "ironhoard.java.matchmaking.heap.max.mib", 64, 65_536, 512, "The largest heap of the matchmaking process.");

    /** The matchmaking process' direct memory. */
    public static final Setting<Integer> MATCHMAKING_DIRECT_MAX_MIB = Setting.integer(
            "ironhoard.java.matchmaking.direct.max.mib", 32, 65_536, 256,
            "The most memory outside the heap for the network buffers of the matchmaking process.");

    /** The matchmaking process' collector. */
    public static final Setting<Collector> MATCHMAKING_COLLECTOR = Setting.choice(
            "ironhoard.java.matchmaking.collector", Collector.class, Collector.PARALLEL,
            "The garbage collector of the matchmaking process: parallel for the most moves a CPU second, z for the"
                    + " shortest pauses, serial for the least memory.");

    /** Further flags for the dispatcher. */
    public static final Setting<String> DISPATCHER_OPTIONS = Setting.text(
            "ironhoard.java.dispatcher.options", 4_000, "", "Further JVM options of the dispatcher, parted by blanks.");

    /** Further flags for the matchmaking process. */
    public static final Setting<String> MATCHMAKING_OPTIONS = Setting.text(
            "ironhoard.java.matchmaking.options", 4_000, "",
            "Further JVM options of the matchmaking process, parted by blanks.");

    /** The JDK; read by the launcher script. */
    public static final Setting<String> JAVA_HOME = Setting.text(
            "ironhoard.java.home", 4_000, "",
            "The JDK to use; read by the launcher script, and so only from the environment.");

    /** Flags of the command line's own JVM. */
    public static final Setting<String> JAVA_OPTS = Setting.text(
            "ironhoard.java.opts", 4_000, "",
            "JVM options of the command line itself; read by the launcher script, and so only from the environment.");

    private ToolSettings() {}

    /** What only the command line reads, in the reference's order. */
    public static List<Setting<?>> own() {
        return List.of(
                START_TIMEOUT_S, STOP_TIMEOUT_S, LOG_SIZE_MAX_MIB, DISPATCHER_HEAP_MIB, MATCHMAKING_HEAP_MAX_MIB,
                MATCHMAKING_DIRECT_MAX_MIB, MATCHMAKING_COLLECTOR, DISPATCHER_OPTIONS, MATCHMAKING_OPTIONS, JAVA_HOME,
                JAVA_OPTS);
    }

    /** All that the command line reads. */
    public static List<Setting<?>> all() {
        return Stream.concat(Stream.of(SharedSettings.DATA_DIR), own().stream()).toList();
    }
}
