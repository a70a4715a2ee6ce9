package io.ironhoard.deploy.command;

import io.ironhoard.deploy.launch.Home;
import io.ironhoard.deploy.launch.ServerPlan;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which every command about an instance is told its settings. */
final class SettingOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The instance's data folder (default: data beside the launcher).")
    private Path data;

    @Option(names = "--profile", paramLabel = "NAME|FILE", description = "A profile that came with this build, or a properties file of your own.")
    private String profile;

    @Option(names = "--set", paramLabel = "SETTING=VALUE", description = "Any setting by its name, more than once; 'ironhoard help settings' lists them.")
    private final Map<String, String> set = new LinkedHashMap<>();

    /** The settings that these options give, by name. */
    Map<String, String> given() {
        final Map<String, String> given = new LinkedHashMap<>(set);
        if (data != null) {
            given.put(SharedSettings.DATA_DIR.name(), data.toAbsolutePath().normalize().toString());
        }
        if (profile != null) {
            given.put(Settings.PROFILE_FILE.name(), Home.ofProcess().profile(profile).toString());
        }
        return given;
    }

    /** The plan of the instance that these options name. */
    ServerPlan plan() {
        return ServerPlan.of(Home.ofProcess(), given(), System.getenv());
    }
}
