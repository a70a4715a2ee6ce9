package io.ironhoard.proto.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The values of a process' settings, each taken from the first that gives it: system property, environment, profile file,
 * default. Immutable.
 *
 * <p>A wrong value, a name that nobody knows, or a profile file that cannot be read is a mistake, and all mistakes are
 * reported at once.
 */
public final class Settings {
    /** The file of further settings, a Java properties file in UTF-8. Every process has this setting. */
    public static final Setting<Optional<Path>> PROFILE_FILE =
            Setting.optionalPath("ironhoard.profile.file", "A properties file with further settings.");

    /** A name at this edit distance of a known one is a slip of the pen, whoever else might read it. */
    private static final int SLIP_DISTANCE_MAX = 2;

    private final Map<String, Resolved> values;

    /** Where a value came from. */
    public enum Source {
        SYSTEM_PROPERTY("system property"),
        ENVIRONMENT("environment"),
        PROFILE("profile file"),
        DEFAULT("default");

        private final String words;

        Source(final String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    private record Resolved(Setting<?> setting, String text, Object value, Source source) {}

    private record Given(String spelling, String text, Source source) {}

    private Settings(final Map<String, Resolved> values) {
        this.values = values;
    }

    /**
     * Resolve from this process' system properties and environment.
     *
     * @param reader the kind of process.
     * @param known every setting that it reads, {@link #PROFILE_FILE} apart.
     * @return the values.
     * @throws SettingException with every mistake.
     */
    public static Settings ofProcess(final SettingGroup.Reader reader, final Collection<? extends Setting<?>> known) {
        final Map<String, String> properties = new TreeMap<>();
        final Properties system = System.getProperties();
        system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name)));
        return of(reader, known, properties, System.getenv());
    }

    /**
     * Resolve.
     *
     * @param reader the kind of process.
     * @param known every setting that it reads, {@link #PROFILE_FILE} apart.
     * @param properties system properties; names without the prefix are passed over.
     * @param environment the environment; names without the prefix are passed over.
     * @return the values.
     * @throws SettingException with every mistake.
     */
    public static Settings of(
            final SettingGroup.Reader reader,
            final Collection<? extends Setting<?>> known,
            final Map<String, String> properties,
            final Map<String, String> environment) {
        final Map<String, Setting<?>> byName = index(reader, known);
        final List<SettingException.Mistake> mistakes = new ArrayList<>();
        final Map<String, Given> given = new TreeMap<>();

        environment.forEach((spelling, text) -> Setting.nameOf(spelling)
                .ifPresent(name -> given.put(name, new Given(spelling, text, Source.ENVIRONMENT))));
        properties.forEach((name, text) -> {
            if (name.startsWith(Setting.PREFIX)) {
                given.put(name, new Given(name, text, Source.SYSTEM_PROPERTY));
            }
        });
        readProfile(given.get(PROFILE_FILE.name()), mistakes)
                .forEach((name, text) -> given.putIfAbsent(name, new Given(name, text, Source.PROFILE)));

        given.forEach((name, value) -> {
            if (!byName.containsKey(name)) {
                checkUnknown(reader, name, value, byName.keySet(), mistakes);
            }
        });
        final Map<String, Resolved> values = new LinkedHashMap<>();
        byName.forEach((name, setting) -> resolve(setting, given.get(name), mistakes)
                .ifPresent(resolved -> values.put(name, resolved)));
        if (!mistakes.isEmpty()) {
            throw new SettingException(mistakes);
        }
        return new Settings(Collections.unmodifiableMap(values));
    }

    /**
     * @param setting one of the known settings.
     * @param <T> its type.
     * @return its value.
     * @throws IllegalArgumentException where the setting was not among the known ones.
     */
    @SuppressWarnings("unchecked")
    public <T> T get(final Setting<T> setting) {
        return (T) resolved(setting).value();
    }

    /**
     * @param setting one of the known settings.
     * @return where its value came from.
     */
    public Source source(final Setting<?> setting) {
        return resolved(setting).source();
    }

    /**
     * What somebody gave, without the defaults: enough to start another process with the same settings.
     *
     * @return names and texts, as system properties are written.
     */
    public Map<String, String> given() {
        final Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, resolved) -> {
            if (resolved.source() != Source.DEFAULT) {
                texts.put(name, resolved.text());
            }
        });
        return texts;
    }

    /**
     * The reference: a table with a line for each setting.
     *
     * @param settings in the order of the lines.
     * @return Markdown.
     */
    public static String reference(final Collection<? extends Setting<?>> settings) {
        final StringBuilder out = new StringBuilder("| setting | environment | allowed | default | what it does |\n"
                + "| --- | --- | --- | --- | --- |\n");
        for (final Setting<?> setting : settings) {
            out.append("| `")
                    .append(setting.name())
                    .append("` | `")
                    .append(setting.environmentName())
                    .append("` | ")
                    .append(setting.allowed())
                    .append(" | ")
                    .append(setting.defaultText().isEmpty() ? "none" : '`' + setting.defaultText() + '`')
                    .append(" | ")
                    .append(setting.doc())
                    .append(" |\n");
        }
        return out.toString();
    }

    private Resolved resolved(final Setting<?> setting) {
        final Resolved resolved = values.get(setting.name());
        if (resolved == null || resolved.setting() != setting) {
            throw new IllegalArgumentException(setting.name() + " is not one of this process' settings");
        }
        return resolved;
    }

    private static Map<String, Setting<?>> index(
            final SettingGroup.Reader reader, final Collection<? extends Setting<?>> known) {
        final Map<String, Setting<?>> byName = new LinkedHashMap<>();
        byName.put(PROFILE_FILE.name(), PROFILE_FILE);
        for (final Setting<?> setting : known) {
            if (!setting.group().isReadBy(reader)) {
                throw new IllegalArgumentException(
                        setting.name() + ": SettingGroup does not say that " + reader + " reads this group");
            }
            final Setting<?> earlier = byName.put(setting.name(), setting);
            if (earlier != null && earlier != setting) {
                throw new IllegalArgumentException(setting.name() + " is declared twice");
            }
        }
        return byName;
    }

    private static Map<String, String> readProfile(
            final Given profile, final List<SettingException.Mistake> mistakes) {
        if (profile == null || profile.text().isBlank()) {
            return Map.of();
        }
        final Map<String, String> texts = new TreeMap<>();
        try (Reader in = Files.newBufferedReader(Path.of(profile.text().strip()))) {
            final Properties properties = new Properties();
            properties.load(in);
            properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        } catch (final IOException | IllegalArgumentException e) {
            mistakes.add(new SettingException.Mistake(
                    profile.spelling(), profile.text(), "a properties file in UTF-8 that can be read (" + e + ")"));
        }
        if (texts.remove(PROFILE_FILE.name()) != null) {
            mistakes.add(new SettingException.Mistake(
                    PROFILE_FILE.name(), profile.text(), "a profile file that does not name another one"));
        }
        return texts;
    }

    private static Optional<Resolved> resolve(
            final Setting<?> setting, final Given given, final List<SettingException.Mistake> mistakes) {
        if (given == null) {
            final String text = setting.defaultText();
            return Optional.of(new Resolved(setting, text, setting.parse(text), Source.DEFAULT));
        }
        try {
            return Optional.of(new Resolved(setting, given.text(), setting.parse(given.text()), given.source()));
        } catch (final SettingException e) {
            mistakes.add(new SettingException.Mistake(given.spelling(), given.text(), setting.allowed()));
            return Optional.empty();
        }
    }

    private static void checkUnknown(
            final SettingGroup.Reader reader,
            final String name,
            final Given given,
            final Collection<String> known,
            final List<SettingException.Mistake> mistakes) {
        String nearest = PROFILE_FILE.name();
        int distance = Integer.MAX_VALUE;
        for (final String candidate : known) {
            final int d = EditDistance.between(name, candidate);
            if (d < distance) {
                distance = d;
                nearest = candidate;
            }
        }
        final boolean othersMayKnowIt = SettingGroup.find(name)
                .filter(group -> group.isReadByOthers(reader))
                .isPresent();
        if (!othersMayKnowIt || distance <= SLIP_DISTANCE_MAX) {
            final String spelling = given.source() == Source.ENVIRONMENT
                    ? nearest.toUpperCase(Locale.ROOT).replace('.', '_')
                    : nearest;
            mistakes.add(new SettingException.Mistake(
                    given.spelling(), given.text(),
                    "a setting of this name is not known; did you mean " + spelling + "?"));
        }
    }
}
