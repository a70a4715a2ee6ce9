package io.ironhoard.deploy.launch;

import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.matchmaking.config.MatchmakingSettings;
import io.ironhoard.proto.config.EditDistance;
import io.ironhoard.proto.config.Setting;
import io.ironhoard.proto.config.Settings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every setting of every process, for the reference and against slips of the pen. */
public final class KnownSettings {
    private KnownSettings() {}

    /** All of them by name. */
    public static Map<String, Setting<?>> all() {
        final Map<String, Setting<?>> byName = new TreeMap<>();
        byName.put(Settings.PROFILE_FILE.name(), Settings.PROFILE_FILE);
        List.of(DispatcherSettings.all(), MatchmakingSettings.all(), ToolSettings.all())
                .forEach(settings -> settings.forEach(setting -> byName.put(setting.name(), setting)));
        return byName;
    }

    /**
     * @param names names that somebody gave.
     * @throws UsageException where one is not a setting's.
     */
    static void requireKnown(final Collection<String> names) {
        final Map<String, Setting<?>> known = all();
        for (final String name : names) {
            if (!known.containsKey(name)) {
                final String nearest = known.keySet().stream()
                        .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
                        .orElseThrow();
                throw new UsageException("there is no setting '" + name + "'; did you mean " + nearest
                        + "? 'ironhoard help settings' lists all of them");
            }
        }
    }
}
