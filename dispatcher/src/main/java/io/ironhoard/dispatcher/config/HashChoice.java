package io.ironhoard.dispatcher.config;

import io.ironhoard.dispatcher.hash.JdkMoveHash;
import io.ironhoard.dispatcher.hash.MoveHash;
import io.ironhoard.dispatcher.hash.NativeMoveHash;
import io.ironhoard.proto.instance.StartRefusedException;
import java.util.Locale;

/** Who computes the shards' hashes. */
public enum HashChoice {
    /** Native code where this machine has it, else the JDK. */
    AUTO,
    /** The processor's own instructions, two blocks at a time, or else the system's libcrypto. */
    NATIVE,
    /** The JDK alone. */
    JDK;

    /** The name as it is written in settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A hash for one shard.
     *
     * @return what was chosen.
     * @throws StartRefusedException where this machine does not have it.
     */
    public MoveHash create() {
        return switch (this) {
            case JDK -> new JdkMoveHash();
            case AUTO -> NativeMoveHash.create().orElseGet(JdkMoveHash::new);
            case NATIVE -> NativeMoveHash.create()
                    .orElseThrow(() -> new StartRefusedException(
                            StartRefusedException.STATUS_USAGE,
                            "ironhoard.shard.hash is native, and this machine has neither SHA instructions that may be used nor"
                                    + " a libcrypto with SHA256_Transform"));
        };
    }
}
