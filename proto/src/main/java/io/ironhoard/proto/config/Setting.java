package io.ironhoard.proto.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting: {@code ironhoard.x.y} as a system property and in profile files, {@code IRONHOARD_X_Y} in the
 * environment. Immutable.
 *
 * @param <T> what its text is parsed to.
 */
public final class Setting<T> {
    /** What every name begins with. */
    public static final String PREFIX = "ironhoard.";

    private static final String ENVIRONMENT_PREFIX = "IRONHOARD_";
    private static final Pattern NAME = Pattern.compile("ironhoard(\\.[a-z][a-z0-9]*)+");

    private final String name;
    private final SettingGroup group;
    private final String type;
    private final String allowed;
    private final String defaultText;
    private final String doc;
    private final Function<String, T> parser;

    private Setting(
            final String name,
            final String type,
            final String allowed,
            final String defaultText,
            final String doc,
            final Function<String, T> parser) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a setting's name is made of lower-case parts joined by dots after 'ironhoard', not '" + name
                            + "'");
        }
        this.name = name;
        this.group = SettingGroup.find(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " begins with a group that SettingGroup lacks"));
        this.type = type;
        this.allowed = allowed;
        this.defaultText = Objects.requireNonNull(defaultText, "defaultText");
        this.doc = Objects.requireNonNull(doc, "doc");
        this.parser = parser;
        // A default that is not allowed is a fault of the declaration.
        parser.apply(defaultText);
    }

    /**
     * A whole number of 32 bits.
     *
     * @param name the name, with the unit last where it has one.
     * @param min the smallest value allowed.
     * @param max the largest value allowed.
     * @param defaultValue the value where nobody says anything.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<Integer> integer(
            final String name, final int min, final int max, final int defaultValue, final String doc) {
        return new Setting<>(
                name, "integer", wholeNumber(min, max), Integer.toString(defaultValue), doc,
                text -> (int) parseWhole(text, min, max));
    }

    /**
     * A whole number of 64 bits.
     *
     * @param name the name, with the unit last where it has one.
     * @param min the smallest value allowed.
     * @param max the largest value allowed.
     * @param defaultValue the value where nobody says anything.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<Long> wide(
            final String name, final long min, final long max, final long defaultValue, final String doc) {
        return new Setting<>(
                name, "integer", wholeNumber(min, max), Long.toString(defaultValue), doc, text -> parseWhole(
                        text, min, max));
    }

    /**
     * True or false.
     *
     * @param name the name.
     * @param defaultValue the value where nobody says anything.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<Boolean> bool(final String name, final boolean defaultValue, final String doc) {
        return new Setting<>(name, "boolean", "true or false", Boolean.toString(defaultValue), doc,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                });
    }

    /**
     * A text.
     *
     * @param name the name.
     * @param lengthMax the longest text allowed, in characters.
     * @param defaultValue the value where nobody says anything.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<String> text(
            final String name, final int lengthMax, final String defaultValue, final String doc) {
        return new Setting<>(name, "text", "a text of at most " + lengthMax + " characters", defaultValue, doc,
                text -> {
                    if (text.length() > lengthMax) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                });
    }

    /**
     * A path in the file system; a relative one is relative to the folder that the process was started in.
     *
     * @param name the name.
     * @param defaultValue the path where nobody says anything.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<Path> path(final String name, final String defaultValue, final String doc) {
        return new Setting<>(name, "path", "a path", defaultValue, doc, Setting::parsePath);
    }

    /**
     * A path in the file system, or none where the text is empty, as it is by default.
     *
     * @param name the name.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<Optional<Path>> optionalPath(final String name, final String doc) {
        return new Setting<>(name, "path", "a path, or nothing", "", doc,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(parsePath(text)));
    }

    /**
     * A list of whole numbers, joined by commas, {@code 2-5} for a range. May be empty.
     *
     * @param name the name.
     * @param max the largest number allowed; the smallest is 0.
     * @param countMax the most numbers allowed.
     * @param defaultValue the list where nobody says anything, as text.
     * @param doc one sentence for the reference.
     * @return the setting.
     */
    public static Setting<List<Integer>> integers(
            final String name, final int max, final int countMax, final String defaultValue, final String doc) {
        final String allowed = "a list such as 0,2-3 of at most " + countMax + " numbers from 0 to " + max;
        return new Setting<>(name, "list", allowed, defaultValue, doc, text -> parseList(text, max, countMax));
    }

    /**
     * One of the constants of an enum, written in lower case with hyphens.
     *
     * @param name the name.
     * @param values the enum.
     * @param defaultValue the constant where nobody says anything.
     * @param doc one sentence for the reference.
     * @param <E> the enum.
     * @return the setting.
     */
    public static <E extends Enum<E>> Setting<E> choice(
            final String name, final Class<E> values, final E defaultValue, final String doc) {
        final List<E> constants = Arrays.asList(values.getEnumConstants());
        final String allowed =
                "one of " + constants.stream().map(Setting::spell).collect(Collectors.joining(", "));
        return new Setting<>(name, "choice", allowed, spell(defaultValue), doc, text -> constants.stream()
                .filter(constant -> spell(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    /** The name, {@code ironhoard.x.y}. */
    public String name() {
        return name;
    }

    /** The name's spelling in the environment, {@code IRONHOARD_X_Y}. */
    public String environmentName() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The first part of the name after the prefix, which says which processes read it. */
    public SettingGroup group() {
        return group;
    }

    /** Its type for the reference: integer, boolean, text, path, list or choice. */
    public String type() {
        return type;
    }

    /** What is allowed, as people read it. */
    public String allowed() {
        return allowed;
    }

    /** The default, as it would be written. */
    public String defaultText() {
        return defaultText;
    }

    /** One sentence for the reference. */
    public String doc() {
        return doc;
    }

    /**
     * Parse a value.
     *
     * @param text the value as somebody wrote it; blanks around it do not count.
     * @return the value.
     * @throws SettingException where it is not allowed.
     */
    public T parse(final String text) {
        try {
            return parser.apply(text.strip());
        } catch (final IllegalArgumentException e) {
            throw new SettingException(name, text, allowed, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * From the environment's spelling to the name.
     *
     * @param environmentName any variable's name.
     * @return {@code ironhoard.x.y}, or nothing where the variable is not one of IronHoard's.
     */
    static Optional<String> nameOf(final String environmentName) {
        return environmentName.startsWith(ENVIRONMENT_PREFIX)
                ? Optional.of(environmentName.toLowerCase(Locale.ROOT).replace('_', '.'))
                : Optional.empty();
    }

    private static String wholeNumber(final long min, final long max) {
        return "a whole number from " + min + " to " + max;
    }

    private static long parseWhole(final String text, final long min, final long max) {
        final long value = Long.parseLong(text);
        if (value < min || value > max) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static Path parsePath(final String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static List<Integer> parseList(final String text, final int max, final int countMax) {
        final List<Integer> numbers = new ArrayList<>();
        if (text.isEmpty()) {
            return List.of();
        }
        for (final String part : text.split(",", -1)) {
            final int hyphen = part.indexOf('-');
            final long first = parseWhole(hyphen < 0 ? part.strip() : part.substring(0, hyphen).strip(), 0, max);
            final long last = hyphen < 0 ? first : parseWhole(part.substring(hyphen + 1).strip(), first, max);
            if (numbers.size() + last - first + 1 > countMax) {
                throw new IllegalArgumentException(text);
            }
            for (long number = first; number <= last; number++) {
                numbers.add((int) number);
            }
        }
        return List.copyOf(numbers);
    }

    private static String spell(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
