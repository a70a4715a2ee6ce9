package io.ironhoard.proto.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings that stop the start: each mistake names the setting, its value and what is allowed. A process that meets it
 * exits with status 2.
 */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Serialisation of exceptions is of no use here. */
    private final transient List<Mistake> mistakes;

    /**
     * One mistake.
     *
     * @param name the setting's name, as it was written.
     * @param value its value, as it was written.
     * @param allowed what is allowed, in words.
     */
    public record Mistake(String name, String value, String allowed) {
        /** One sentence. */
        public String sentence() {
            return name + " = '" + value + "' is not allowed; allowed: " + allowed;
        }
    }

    /**
     * One wrong value.
     *
     * @param name the setting's name.
     * @param value its value.
     * @param allowed what is allowed, in words.
     */
    public SettingException(final String name, final Object value, final String allowed) {
        this(List.of(new Mistake(name, String.valueOf(value), allowed)));
    }

    SettingException(final String name, final String value, final String allowed, final Throwable cause) {
        this(name, value, allowed);
        initCause(cause);
    }

    /**
     * Several mistakes.
     *
     * @param mistakes at least one.
     */
    public SettingException(final List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::sentence).collect(Collectors.joining(System.lineSeparator())));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, in the order of being found. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
