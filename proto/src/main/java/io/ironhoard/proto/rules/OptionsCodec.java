package io.ironhoard.proto.rules;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns the options that a match's creator wrote into the canonical bytes of {@link OptionsView}, and back: every
 * option is there, in the descriptor's order, defaults filled in, so equal settings have equal bytes.
 */
public final class OptionsCodec {
    private OptionsCodec() {}

    /**
     * Check and encode.
     *
     * @param descriptor the rule set.
     * @param options names and values; what is missing takes its default.
     * @return the canonical bytes.
     * @throws IllegalArgumentException naming the option, its value and what is allowed.
     */
    public static byte[] encode(final RuleSetDescriptor descriptor, final Map<String, String> options) {
        final Map<String, String> left = new LinkedHashMap<>(options);
        final ByteBuffer out = ByteBuffer.allocate(lengthMax(descriptor)).order(ByteOrder.LITTLE_ENDIAN);
        for (final OptionDescriptor option : descriptor.options()) {
            final String value = left.remove(option.name());
            switch (option) {
                case OptionDescriptor.Integer integer -> out.putLong(parse(integer, value));
                case OptionDescriptor.Text text -> {
                    final byte[] bytes = check(text, value).getBytes(StandardCharsets.US_ASCII);
                    out.putShort((short) bytes.length).put(bytes);
                }
            }
        }
        if (!left.isEmpty()) {
            final String known = descriptor.options().stream()
                    .map(OptionDescriptor::name)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("option '" + left.keySet().iterator().next() + "' is unknown to "
                    + descriptor.id() + "; it has: " + (known.isEmpty() ? "none" : known));
        }
        final byte[] encoded = new byte[out.position()];
        out.flip().get(encoded);
        return encoded;
    }

    /**
     * Decode for people and for records.
     *
     * @param descriptor the rule set.
     * @param encoded what {@link #encode} returned.
     * @return names and values in the descriptor's order.
     * @throws IllegalArgumentException where the bytes are not what {@link #encode} makes of any options.
     */
    public static Map<String, String> decode(final RuleSetDescriptor descriptor, final byte[] encoded) {
        final Map<String, String> options = new LinkedHashMap<>();
        final ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        for (final OptionDescriptor option : descriptor.options()) {
            final int need = option instanceof OptionDescriptor.Integer ? Long.BYTES : Short.BYTES;
            requireRemaining(in, need, option);
            switch (option) {
                case OptionDescriptor.Integer integer ->
                        options.put(option.name(), Long.toString(parse(integer, Long.toString(in.getLong()))));
                case OptionDescriptor.Text text -> {
                    final int length = in.getShort() & 0xFFFF;
                    requireRemaining(in, length, option);
                    final byte[] bytes = new byte[length];
                    in.get(bytes);
                    options.put(option.name(), check(text, new String(bytes, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(
                    in.remaining() + " bytes follow the last option of " + descriptor.id());
        }
        return Collections.unmodifiableMap(options);
    }

    private static void requireRemaining(final ByteBuffer in, final int need, final OptionDescriptor option) {
        if (in.remaining() < need) {
            throw new IllegalArgumentException("options end within '" + option.name() + "'");
        }
    }

    private static int lengthMax(final RuleSetDescriptor descriptor) {
        int length = 0;
        for (final OptionDescriptor option : descriptor.options()) {
            length += option instanceof OptionDescriptor.Text text ? Short.BYTES + text.lengthMax() : Long.BYTES;
        }
        return length;
    }

    private static long parse(final OptionDescriptor.Integer option, final String value) {
        if (value == null) {
            return option.defaultValue();
        }
        final String allowed = "a whole number from " + option.min() + " to " + option.max();
        final long number;
        try {
            number = Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("option '" + option.name() + "': '" + value + "' is not " + allowed, e);
        }
        if (number < option.min() || number > option.max()) {
            throw new IllegalArgumentException("option '" + option.name() + "': " + number + " is not " + allowed);
        }
        return number;
    }

    private static String check(final OptionDescriptor.Text option, final String value) {
        if (value == null) {
            return option.defaultValue();
        }
        final boolean printable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
        if (!printable || value.length() > option.lengthMax()) {
            throw new IllegalArgumentException("option '" + option.name() + "' takes up to " + option.lengthMax()
                    + " printable ASCII characters");
        }
        return value;
    }
}
