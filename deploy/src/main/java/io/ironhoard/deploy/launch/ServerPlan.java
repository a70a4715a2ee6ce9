package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.deploy.instance.UpFiles;
import io.ironhoard.deploy.supervise.ChildSpec;
import io.ironhoard.deploy.supervise.SupervisorLimits;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.matchmaking.config.MatchmakingSettings;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.instance.InstanceLayout;
import io.ironhoard.proto.instance.StartRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that is decided before the first process starts. Immutable.
 *
 * @param home     where the launcher is.
 * @param layout   the instance.
 * @param settings what the command line itself reads.
 * @param given    the settings that options gave, by name; the processes get them as system properties.
 */
public record ServerPlan(Home home, InstanceLayout layout, Settings settings, Map<String, String> given) {
    /** The name of the shards' process. */
    public static final String DISPATCHER = "dispatcher";
    /** The name of the gateway's process. */
    public static final String MATCHMAKING = "matchmaking";

    private static final String DISPATCHER_MAIN = "io.ironhoard.dispatcher.launcher.DispatcherMain";
    private static final String MATCHMAKING_MAIN = "io.ironhoard.matchmaking.launcher.MatchmakingMain";

    /** Keeps a copy of the given settings. */
    public ServerPlan {
        given = Map.copyOf(given);
    }

    /**
     * Concludes a plan.
     *
     * @param home        where the launcher is.
     * @param given       the settings that options gave, by name.
     * @param environment the environment.
     * @return the plan.
     * @throws SettingException where a setting that the command line reads is wrong.
     * @throws UsageException   where a setting is given whose name nobody knows.
     */
    public static ServerPlan of(final Home home, final Map<String, String> given,
            final Map<String, String> environment) {
        KnownSettings.requireKnown(given.keySet());
        final Settings settings = Settings.of(SettingGroup.Reader.TOOLS, ToolSettings.all(), given, environment);
        final Path data = settings.source(SharedSettings.DATA_DIR) == Settings.Source.DEFAULT
                ? home.defaultData()
                : settings.get(SharedSettings.DATA_DIR);
        return new ServerPlan(home, new InstanceLayout(data), settings, given);
    }

    /**
     * The same plan, once the settings of both processes are found to be allowed each by itself: a slip is told before
     * anything starts, whether or not a server runs already. What depends on the machine the processes find themselves.
     *
     * @param environment the environment.
     * @return this.
     * @throws SettingException      where a setting of one of the processes is wrong.
     * @throws StartRefusedException where this build does not have what is asked for.
     */
    public ServerPlan checked(final Map<String, String> environment) {
        DispatcherConfiguration.builtDurability(Settings.of(
                SettingGroup.Reader.DISPATCHER, DispatcherSettings.all(), given, environment));
        Settings.of(SettingGroup.Reader.MATCHMAKING, MatchmakingSettings.all(), given, environment);
        return this;
    }

    /**
     * The same plan with smaller streams, where the default ones do not fit into the shared memory.
     *
     * @param environment the environment.
     * @param said        takes a sentence that says what was made smaller.
     * @return this, or a plan that fits.
     */
    public ServerPlan fitted(final Map<String, String> environment, final Consumer<String> said) {
        final Map<String, String> all = new LinkedHashMap<>(given);
        all.put(SharedSettings.DATA_DIR.name(), layout.data().toString());
        return SharedMemoryFit.smaller(all, environment)
                .map(further -> {
                    said.accept("the shared memory is small, so the streams are too: " + further);
                    all.putAll(further);
                    return new ServerPlan(home, layout, settings, all);
                })
                .orElse(this);
    }

    /** The supervisor's files in the data folder. */
    public UpFiles files() {
        return new UpFiles(layout.data());
    }

    /** How long the supervisor waits. */
    public SupervisorLimits limits() {
        return new SupervisorLimits(
                Duration.ofSeconds(settings.get(ToolSettings.START_TIMEOUT_S)),
                Duration.ofSeconds(settings.get(ToolSettings.STOP_TIMEOUT_S)));
    }

    /** When a detached server's log is rolled over, in bytes. */
    public long logSizeBytesMax() {
        return settings.get(ToolSettings.LOG_SIZE_MAX_MIB) * 1024L * 1024L;
    }

    /** Both processes in the order of their start: the dispatcher brings the media driver that the other one needs. */
    public List<ChildSpec> children() {
        return List.of(dispatcher(), matchmaking());
    }

    /**
     * The dispatcher: nothing is allocated on its shards after the start, so its heap is small, fixed and touched. It ends by
     * itself where it runs out of memory, unless a rule set has only asked for too much. A profiler may be loaded into it, and
     * finds each inlined call.
     */
    public ChildSpec dispatcher() {
        return spec(DISPATCHER, dispatcherJvm());
    }

    /** The dispatcher's JVM, with neither properties nor a place in the instance. */
    public JvmCommand dispatcherJvm() {
        final String heap = settings.get(ToolSettings.DISPATCHER_HEAP_MIB) + "m";
        return new JvmCommand(DISPATCHER_MAIN)
                .flags("-XX:+UseSerialGC", "-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch",
                        "-XX:-ExitOnOutOfMemoryError", "-XX:+EnableDynamicAgentLoading",
                        "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints")
                .options(settings.get(ToolSettings.DISPATCHER_OPTIONS));
    }

    /**
     * A process that takes the dispatcher's settings and its place.
     *
     * @param name      for its crash log.
     * @param mainClass what it runs.
     * @return the process.
     */
    public ChildSpec besideDispatcher(final String name, final String mainClass) {
        return spec(name, new JvmCommand(mainClass).flags("-XX:+UseSerialGC", "-Xms64m", "-Xmx64m"));
    }

    /** The matchmaking process: heap and direct memory grow up to a limit. */
    public ChildSpec matchmaking() {
        return spec(MATCHMAKING, new JvmCommand(MATCHMAKING_MAIN)
                .flags(settings.get(ToolSettings.MATCHMAKING_COLLECTOR).flag(),
                        "-Xmx" + settings.get(ToolSettings.MATCHMAKING_HEAP_MAX_MIB) + "m",
                        "-XX:MaxDirectMemorySize=" + settings.get(ToolSettings.MATCHMAKING_DIRECT_MAX_MIB) + "m")
                .options(settings.get(ToolSettings.MATCHMAKING_OPTIONS)));
    }

    private ChildSpec spec(final String name, final JvmCommand command) {
        final Map<String, String> properties = new LinkedHashMap<>(given);
        ToolSettings.own().forEach(setting -> properties.remove(setting.name()));
        properties.put(SharedSettings.DATA_DIR.name(), layout.data().toString());
        properties.put(SharedSettings.PARENT_PID.name(), Long.toString(ProcessHandle.current().pid()));
        final Path crash = layout.run().resolve("hs_err_" + name + "_%p.log");
        return new ChildSpec(
                name, command.flags("-XX:ErrorFile=" + crash).properties(properties).asChild(),
                Path.of("").toAbsolutePath());
    }
}
