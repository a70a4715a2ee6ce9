package io.ironhoard.dispatcher.rules;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * An installed rule set: what it is, where it came from, and the way to instances of it. Immutable; any thread.
 */
public final class RuleSetFactory {
    private final RuleSetDescriptor descriptor;
    private final String source;
    private final ServiceLoader.Provider<RuleSet> provider;

    RuleSetFactory(
            final RuleSetDescriptor descriptor, final String source, final ServiceLoader.Provider<RuleSet> provider) {
        this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        this.source = Objects.requireNonNull(source, "source");
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    /** What the rule set says of itself. */
    public RuleSetDescriptor descriptor() {
        return descriptor;
    }

    /** Where it came from, for people: {@code built in}, or the path of its jar. */
    public String source() {
        return source;
    }

    /**
     * A fresh instance, to be used by one shard only.
     *
     * @return the instance.
     * @throws java.util.ServiceConfigurationError where its constructor throws.
     */
    public RuleSet create() {
        return provider.get();
    }

    @Override
    public String toString() {
        return descriptor.id() + " version " + descriptor.version() + " (" + source + ")";
    }
}
