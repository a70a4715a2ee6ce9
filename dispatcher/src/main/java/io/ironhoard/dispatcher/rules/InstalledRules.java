package io.ironhoard.dispatcher.rules;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.watch.CallWatch;
import io.ironhoard.proto.ipc.RuleSetDescriptorCodec;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One shard's instances of the rule sets, found by the bytes of a frame. Built at start; finding allocates nothing.
 */
public final class InstalledRules {
    private final Installed[] installed;
    private final CallWatch watch;

    /** A rule set of one shard. Owned by the shard's thread. */
    public static final class Installed {
        private final int index;
        private final RuleSet rules;
        private final RuleSetDescriptor descriptor;
        private final OptionsView options;
        private final byte[] id;
        private final DirectBuffer announcement;

        Installed(final int index, final RuleSet rules) {
            this.index = index;
            this.rules = rules;
            descriptor = rules.descriptor();
            options = new OptionsView(descriptor);
            id = descriptor.id().getBytes(StandardCharsets.US_ASCII);
            final ExpandableArrayBuffer encoded = new ExpandableArrayBuffer();
            final int length = RuleSetDescriptorCodec.encode(descriptor, encoded);
            if (length > StreamIds.MESSAGE_LENGTH_MAX) {
                throw new RuleSetLoadException(descriptor.id() + ": its descriptor takes " + length
                        + " bytes; at most " + StreamIds.MESSAGE_LENGTH_MAX);
            }
            announcement = new UnsafeBuffer(Arrays.copyOf(encoded.byteArray(), length));
        }

        /** Its place among the shard's rule sets, from 0. */
        public int index() {
            return index;
        }

        /** What it said of itself when it was installed: the instance is not asked again. */
        public RuleSetDescriptor descriptor() {
            return descriptor;
        }

        /** The instance. */
        public RuleSet rules() {
            return rules;
        }

        /** A view of options of this rule set. */
        public OptionsView options() {
            return options;
        }

        /** An encoded {@code RuleSetAnnounced}, header included. */
        public DirectBuffer announcement() {
            return announcement;
        }

        private boolean isId(final DirectBuffer source, final int length) {
            if (length != id.length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (source.getByte(i) != id[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Create an instance of each.
     *
     * @param registry what is installed.
     */
    public InstalledRules(final RuleSetRegistry registry) {
        this(registry.factories().stream().map(RuleSetFactory::create).toList());
    }

    /**
     * Take instances.
     *
     * @param rules instances that belong to this shard alone.
     */
    public InstalledRules(final List<RuleSet> rules) {
        installed = new Installed[rules.size()];
        for (int i = 0; i < installed.length; i++) {
            installed[i] = new Installed(i, rules.get(i));
        }
        watch = new CallWatch(Arrays.stream(installed).map(each -> each.descriptor.id()).toList());
    }

    /** Where the shard notes its calls of them. */
    public CallWatch watch() {
        return watch;
    }

    /** How many there are. */
    public int count() {
        return installed.length;
    }

    /**
     * @param index from 0 to {@link #count}.
     * @return the rule set.
     */
    public Installed get(final int index) {
        return installed[index];
    }

    /**
     * @param id where the rule set's id is, in ASCII, from 0.
     * @param length the id's length.
     * @param version its version.
     * @return the rule set, or {@code null} where it is not installed.
     */
    public Installed find(final DirectBuffer id, final int length, final int version) {
        for (final Installed candidate : installed) {
            if (candidate.descriptor.version() == version && candidate.isId(id, length)) {
                return candidate;
            }
        }
        return null;
    }
}
