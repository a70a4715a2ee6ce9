package io.ironhoard.proto.rules;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One option of a rule set: its name, type, limits and default.
 */
public sealed interface OptionDescriptor {
    /** The option's name as callers write it, with the unit last, for example {@code clock_initial_ms}. */
    String name();

    /** One sentence for the generated reference. */
    String doc();

    /**
     * A whole number.
     *
     * @param name the option's name.
     * @param min the smallest value allowed.
     * @param max the largest value allowed.
     * @param defaultValue the value where the creator of a match says nothing.
     * @param doc one sentence of documentation.
     */
    record Integer(String name, long min, long max, long defaultValue, String doc) implements OptionDescriptor {
        public Integer {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(doc, "doc");
            if (defaultValue < min || defaultValue > max) {
                throw new IllegalArgumentException(
                        "option " + name + ": default " + defaultValue + " is outside " + min + ".." + max);
            }
        }
    }

    /**
     * An ASCII text.
     *
     * @param name the option's name.
     * @param lengthMax the longest text allowed, in bytes.
     * @param defaultValue the text where the creator of a match says nothing.
     * @param doc one sentence of documentation.
     */
    record Text(String name, int lengthMax, String defaultValue, String doc) implements OptionDescriptor {
        public Text {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(doc, "doc");
            if (lengthMax > 0xFFFF || defaultValue.getBytes(StandardCharsets.US_ASCII).length > lengthMax) {
                throw new IllegalArgumentException("option " + name + ": default or limit too long");
            }
        }
    }
}
