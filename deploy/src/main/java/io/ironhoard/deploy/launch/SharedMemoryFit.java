package io.ironhoard.deploy.launch;

import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.dispatcher.config.IpcLimits;
import io.ironhoard.proto.config.SettingException;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.config.SharedSettings;
import io.ironhoard.proto.instance.InstanceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the streams smaller where nobody has said how large they are and the shared memory is too small for the default: a
 * container has 64 MB of it unless it is told otherwise. What somebody has set stays, and the dispatcher says whether it fits.
 */
public final class SharedMemoryFit {
    private static final int GATEWAY_COUNT_SMALL = 2;

    private SharedMemoryFit() {}

    /**
     * @param given       settings by name, with the data folder among them.
     * @param environment the environment.
     * @return further settings that make the streams fit; nothing where they fit as they are, or cannot be made to.
     */
    public static Optional<Map<String, String>> smaller(
            final Map<String, String> given, final Map<String, String> environment) {
        try {
            final Settings settings = settings(given, environment);
            Path existing = settings.get(SharedSettings.AERON_DIR)
                    .orElseGet(() -> new InstanceLayout(settings.get(SharedSettings.DATA_DIR)).defaultAeronDirectory())
                    .toAbsolutePath();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            return smaller(given, environment, Files.getFileStore(existing).getUsableSpace());
        } catch (final SettingException | IOException e) {
            // The dispatcher says what is wrong, better and once.
            return Optional.empty();
        }
    }

    /** The same for so many free bytes. */
    static Optional<Map<String, String>> smaller(
            final Map<String, String> given, final Map<String, String> environment, final long freeBytes) {
        final Settings settings = settings(given, environment);
        if (fits(given, environment, freeBytes) || !isDefault(settings, DispatcherSettings.TERM_BYTES.name())) {
            return Optional.empty();
        }
        final Map<String, String> further = new LinkedHashMap<>();
        if (isDefault(settings, SharedSettings.GATEWAY_COUNT_MAX.name())) {
            further.put(SharedSettings.GATEWAY_COUNT_MAX.name(), Integer.toString(GATEWAY_COUNT_SMALL));
        }
        for (int bytes = settings.get(DispatcherSettings.TERM_BYTES); bytes >= IpcLimits.TERM_BYTES_MIN; bytes /= 2) {
            further.put(DispatcherSettings.TERM_BYTES.name(), Integer.toString(bytes));
            final Map<String, String> all = new LinkedHashMap<>(given);
            all.putAll(further);
            if (fits(all, environment, freeBytes)) {
                return Optional.of(further);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(
            final Map<String, String> given, final Map<String, String> environment, final long freeBytes) {
        final Settings settings = settings(given, environment);
        // Of all limits of the streams, the memory depends on these two alone.
        final IpcLimits streams = new IpcLimits(
                settings.get(SharedSettings.GATEWAY_COUNT_MAX), settings.get(DispatcherSettings.TERM_BYTES), 0, 0, 0, 0,
                0);
        return streams.sharedMemoryBytes(settings.get(SharedSettings.SHARD_COUNT)) <= freeBytes;
    }

    private static boolean isDefault(final Settings settings, final String name) {
        return !settings.given().containsKey(name);
    }

    private static Settings settings(final Map<String, String> given, final Map<String, String> environment) {
        return Settings.of(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all(), given, environment);
    }
}
